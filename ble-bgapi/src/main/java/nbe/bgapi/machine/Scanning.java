package nbe.bgapi.machine;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import nbe.bgapi.call.DongleSystem;
import nbe.bgapi.call.Firmware;
import nbe.bgapi.machine.Recovering.Urgency;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Packet;
import org.slf4j.event.Level;

/**
 * The dongle scans. The machine sends hello to a dongle that has sent nothing for a second: in an empty room silence alone is no fault.
 *
 * @param since when the scan began
 * @param checkAt when to check for silence again
 * @param asked when hello was first sent, if no packet came since
 */
record Scanning(long since, long checkAt, OptionalLong asked) implements PortState {

    static Step begin(String firmware, String address, long now, History history) {
        return begin(new AdapterStatus.Scanning(history.port(), firmware, address), now, history);
    }

    private static Step begin(AdapterStatus.Scanning status, long now, History history) {
        String description = status.description();
        Step step = Step.to(
                new Scanning(now, now + Timings.HELLO_AFTER, OptionalLong.empty()),
                history.untroubled(),
                history.hasReported(status) ? new Effect[0] : new Effect[] {new Effect.Report(status)});
        if (history.troubleSince().isPresent()) {
            double lasted = Timings.seconds(now - history.troubleSince().getAsLong());
            return step.and(new Effect.Note(
                    Level.INFO, String.format(Locale.ROOT, "scanning again after %.1f s, %s", lasted, description)));
        }
        boolean first = history.reported().isEmpty();
        return step.and(new Effect.Note(first ? Level.INFO : Level.DEBUG, "scanning, " + description));
    }

    @Override
    public Step onPacket(Packet packet, Snapshot snapshot, History history) {
        if (packet.is(Event.SYSTEM_BOOT)) {
            return onBoot(this, packet, snapshot, history);
        }
        if (packet.is(Event.SYSTEM_PROTOCOL_ERROR)) {
            return Step.to(this, history, new Effect.Count(AdapterCounter.PROTOCOL_ERRORS));
        }
        return Step.to(this, history);
    }

    static Step onBoot(AdapterState state, Packet packet, Snapshot snapshot, History history) {
        if (!history.firmware().equals(Optional.of(Firmware.of(packet)))) {
            return Step.to(
                    state,
                    history,
                    new Effect.Count(AdapterCounter.FALSE_BOOTS),
                    new Effect.Note(
                            Level.DEBUG,
                            "ignored: a boot event that names another firmware than this dongle's (noise)"));
        }
        return Recovering.begin(Urgency.AGAIN, 0, snapshot.now(), history.troubled(snapshot.now()))
                .and(
                        new Effect.Count(AdapterCounter.DONGLE_RESTARTS),
                        new Effect.Note(Level.WARN, "the dongle has restarted by itself; it is brought to order"));
    }

    /** Scanning was ended for a borrower and runs again: the outside learns nothing. */
    static Step resume(long now, History history) {
        return begin(
                history.reported()
                        .flatMap(status -> status.<Optional<AdapterStatus.Scanning>>match(
                                Optional::of, missing -> Optional.empty(), failed -> Optional.empty()))
                        .orElse(new AdapterStatus.Scanning(history.port(), "unknown", "unknown")),
                now,
                history);
    }

    @Override
    public Step onRadioWanted(Snapshot snapshot, History history) {
        return Lending.begin(snapshot.now(), history);
    }

    @Override
    public Step onBorrowerLeft(boolean orderly, Snapshot snapshot, History history) {
        return orderly
                ? Step.to(this, history)
                : Lending.recover("the borrower has left the dongle connected", snapshot.now(), history);
    }

    @Override
    public Step onTime(Snapshot snapshot, History history) {
        long now = snapshot.now();
        History later = history.resetSpent() && now - since >= Timings.HEALTHY ? history.healthy() : history;
        long heard = latest(since, snapshot.lastPacket());
        boolean answered = asked.isPresent() && heard - asked.getAsLong() > 0;
        if (asked.isPresent() && !answered) {
            return onSilence(asked.getAsLong(), now, later);
        }
        // Not beside a borrower: recovering would end its connection.
        if (!snapshot.borrowed() && now - latest(since, snapshot.lastAdvertisement()) >= Timings.QUIET_SCAN) {
            return Recovering.begin(Urgency.AGAIN, 0, now, later)
                    .and(new Effect.Note(Level.DEBUG, "no advertisement for a minute; the scan is started again"));
        }
        if (now - heard >= Timings.HELLO_AFTER) {
            return ask(OptionalLong.of(now), now + Timings.HELLO_AGAIN, later);
        }
        return Step.to(new Scanning(since, heard + Timings.HELLO_AFTER, OptionalLong.empty()), later);
    }

    private Step onSilence(long firstAsked, long now, History history) {
        if (now - firstAsked < Timings.HELLO_ANSWER) {
            return ask(asked, firstAsked + Timings.HELLO_ANSWER, history);
        }
        return Step.to(
                Detached.lost(now),
                history.troubled(now),
                new Effect.Count(AdapterCounter.HELLO_TIMEOUTS),
                new Effect.Count(AdapterCounter.REOPENS),
                new Effect.Note(Level.WARN, "it has stopped answering; the port is opened again"),
                new Effect.Close());
    }

    private Step ask(OptionalLong first, long next, History history) {
        return Step.to(new Scanning(since, next, first), history, new Effect.Send(DongleSystem.hello()));
    }

    private static long latest(long a, long b) {
        return a - b > 0 ? a : b;
    }

    @Override
    public Step onStalled(Snapshot snapshot, History history) {
        return ask(OptionalLong.of(snapshot.now()), snapshot.now() + Timings.HELLO_AGAIN, history);
    }

    @Override
    public OptionalLong deadline() {
        return OptionalLong.of(checkAt);
    }
}
