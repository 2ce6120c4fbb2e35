package nbe.bgapi.machine;

import java.util.OptionalLong;
import nbe.bgapi.call.DiscoverMode;
import nbe.bgapi.call.Gap;
import nbe.bgapi.machine.Recovering.Urgency;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Packet;
import nbe.bgapi.wire.ResultCode;
import org.slf4j.event.Level;

/**
 * A borrower needs the radio, since the dongle cannot connect while it scans. The machine stops scanning, lends the radio until the
 * borrower has connected or failed, and then resumes scanning, beside the connection if the firmware can.
 *
 * @param since when this phase began
 * @param checkAt when to check again
 */
record Lending(Phase phase, long since, long checkAt) implements PortState {
    enum Phase {
        /** gap_end_procedure is sent. */
        STOPPING_SCAN,
        LENT,
        /** gap_discover is sent. */
        RESUMING,
        /** It does not scan while it is connected. */
        DEAF
    }

    static Step begin(long now, History history) {
        return Step.to(
                new Lending(Phase.STOPPING_SCAN, now, now + Timings.ANSWER_IN_TRAFFIC),
                history,
                new Effect.Send(Gap.endProcedure()));
    }

    private static Step resume(long now, History history) {
        return Step.to(
                new Lending(Phase.RESUMING, now, now + Timings.ANSWER_IN_TRAFFIC),
                history,
                new Effect.Send(Gap.discover(DiscoverMode.OBSERVATION)));
    }

    @Override
    public Step onPacket(Packet packet, Snapshot snapshot, History history) {
        if (packet.is(Event.SYSTEM_BOOT)) {
            return Scanning.onBoot(this, packet, snapshot, history);
        }
        if (packet.is(Event.SYSTEM_PROTOCOL_ERROR)) {
            return Step.to(this, history, new Effect.Count(AdapterCounter.PROTOCOL_ERRORS));
        }
        // The result does not matter: 0x0181 means that it was not scanning any more.
        if (phase == Phase.STOPPING_SCAN && packet.isResponseTo(Command.GAP_END_PROCEDURE)) {
            long now = snapshot.now();
            return Step.to(new Lending(Phase.LENT, now, now + Timings.LONGEST_LOAN), history, new Effect.LendRadio());
        }
        if (phase == Phase.RESUMING && packet.isResponseTo(Command.GAP_DISCOVER)) {
            return onResumed(packet.integer("result"), snapshot, history);
        }
        return Step.to(this, history);
    }

    private Step onResumed(int result, Snapshot snapshot, History history) {
        long now = snapshot.now();
        if (result == 0) {
            return Scanning.resume(now, history);
        }
        if (!snapshot.borrowed()) {
            return Recovering.begin(Urgency.AGAIN, 1, now, history);
        }
        boolean known = history.troubleSince().isPresent();
        return Step.to(
                new Lending(Phase.DEAF, now, now + Timings.DEAF_AGAIN),
                history.troubled(now),
                new Effect.Note(
                        known ? Level.DEBUG : Level.WARN,
                        "it does not scan while it is connected (" + ResultCode.describe(result)
                                + "); no advertisements until the session ends"));
    }

    @Override
    public Step onTime(Snapshot snapshot, History history) {
        long now = snapshot.now();
        if (phase == Phase.DEAF) {
            return snapshot.lastAdvertisement() - since > 0 ? Scanning.resume(now, history) : resume(now, history);
        }
        return recover("no answer in " + phase, now, history);
    }

    @Override
    public Step onRadioWanted(Snapshot snapshot, History history) {
        return begin(snapshot.now(), history);
    }

    @Override
    public Step onRadioReturned(boolean orderly, Snapshot snapshot, History history) {
        return orderly && phase == Phase.LENT
                ? resume(snapshot.now(), history)
                : recover("the dongle's state is not known", snapshot.now(), history);
    }

    @Override
    public Step onBorrowerLeft(boolean orderly, Snapshot snapshot, History history) {
        return orderly && phase == Phase.RESUMING
                ? Step.to(this, history)
                : recover("the borrower has left", snapshot.now(), history);
    }

    /** Ends everything that may be going on, every connection too, and scans. */
    static Step recover(String why, long now, History history) {
        return Recovering.begin(Urgency.AGAIN, 0, now, history)
                .and(new Effect.Note(Level.DEBUG, why + "; the dongle is brought to order"));
    }

    @Override
    public OptionalLong deadline() {
        return OptionalLong.of(checkAt);
    }
}
