package nbe.bgapi.machine;

import java.util.OptionalLong;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Packet;

/** The dongle does not answer, and that was reported; it is asked once a second until it does. */
record Probing(long openedAt, long nextAt) implements PortState {

    @Override
    public Step onPacket(Packet packet, Moment moment, History history) {
        return packet.isResponseTo(Command.GAP_END_PROCEDURE)
                ? Ordering.proceed(Urgency.AGAIN, moment.now(), history)
                : Step.to(this, history);
    }

    @Override
    public Step onTime(Moment moment, History history) {
        long now = moment.now();
        if (now - openedAt >= Patience.PROBE_REOPEN) {
            return Step.to(Away.lost(now), history, new Effect.Close(), new Effect.Count(Happening.REOPEN));
        }
        return Step.to(
                new Probing(openedAt, now + Patience.PROBE),
                history,
                new Effect.Send(Packet.command(Command.GAP_END_PROCEDURE)));
    }

    @Override
    public OptionalLong deadline() {
        return OptionalLong.of(nextAt);
    }
}
