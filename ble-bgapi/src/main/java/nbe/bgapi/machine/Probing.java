package nbe.bgapi.machine;

import java.util.OptionalLong;
import nbe.bgapi.call.Gap;
import nbe.bgapi.machine.Recovering.Urgency;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Packet;

/** The dongle does not answer, which the machine has reported; it sends a command once a second until an answer comes. */
record Probing(long openedAt, long nextAt) implements PortState {

    @Override
    public Step onPacket(Packet packet, Snapshot snapshot, History history) {
        return packet.isResponseTo(Command.GAP_END_PROCEDURE)
                ? Recovering.proceed(Urgency.AGAIN, snapshot.now(), history)
                : Step.to(this, history);
    }

    @Override
    public Step onTime(Snapshot snapshot, History history) {
        long now = snapshot.now();
        if (now - openedAt >= Timings.PROBE_REOPEN) {
            return Step.to(Detached.lost(now), history, new Effect.Close(), new Effect.Count(AdapterCounter.REOPENS));
        }
        return Step.to(new Probing(openedAt, now + Timings.PROBE), history, new Effect.Send(Gap.endProcedure()));
    }

    @Override
    public OptionalLong deadline() {
        return OptionalLong.of(nextAt);
    }
}
