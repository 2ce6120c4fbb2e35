package nbe.bgapi.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Packet;
import org.slf4j.event.Level;

/**
 * Advertisements come in, or would if there were any. A dongle that has said nothing for a second is asked whether it is
 * there: silence alone is no fault.
 *
 * @param since when the scan began
 * @param checkAt when to look again
 * @param asked when hello was first sent, if no packet came since
 */
record Scanning(long since, long checkAt, OptionalLong asked) implements PortState {

    static Step begin(String description, long now, History history) {
        Verdict verdict = new Verdict.Scans(description);
        List<Effect> effects = new ArrayList<>();
        if (history.reported().filter(verdict::saysTheSameAs).isEmpty()) {
            effects.add(new Effect.Report(verdict));
        }
        if (history.troubleSince().isPresent()) {
            double lasted = Patience.seconds(now - history.troubleSince().getAsLong());
            effects.add(new Effect.Note(
                    Level.INFO, String.format(Locale.ROOT, "scanning again after %.1f s, %s", lasted, description)));
        } else {
            boolean first = history.reported().isEmpty();
            effects.add(new Effect.Note(first ? Level.INFO : Level.DEBUG, "scanning, " + description));
        }
        Scanning scanning = new Scanning(now, now + Patience.HELLO_AFTER, OptionalLong.empty());
        return new Step(scanning, history.untroubled(), effects);
    }

    @Override
    public Step onPacket(Packet packet, Moment moment, History history) {
        if (packet.is(Event.SYSTEM_BOOT)) {
            return onBoot(this, packet, moment, history);
        }
        if (packet.is(Event.SYSTEM_PROTOCOL_ERROR)) {
            return Step.to(this, history, new Effect.Count(Happening.PROTOCOL_ERROR));
        }
        return Step.to(this, history);
    }

    static Step onBoot(AdapterState state, Packet packet, Moment moment, History history) {
        Firmware told = Firmware.of(packet);
        if (history.firmware().filter(told::equals).isEmpty()) {
            return Step.to(
                    state,
                    history,
                    new Effect.Count(Happening.FALSE_BOOT),
                    new Effect.Note(Level.DEBUG, "a boot event that is none"));
        }
        Step again = Ordering.begin(Urgency.AGAIN, 0, moment.now(), history.troubled(moment.now()));
        List<Effect> effects = new ArrayList<>(again.effects());
        effects.add(new Effect.Count(Happening.DONGLE_RESTART));
        effects.add(new Effect.Note(Level.WARN, "the dongle has restarted by itself; it is brought to order"));
        return new Step(again.next(), again.history(), effects);
    }

    /** It was ended for a session, and runs again: nothing of which the outside had to know. */
    static Step resume(long now, History history) {
        String description = history.reported()
                .map(verdict -> verdict instanceof Verdict.Scans scans ? scans.description() : "")
                .orElse("");
        return begin(description, now, history);
    }

    @Override
    public Step onRadioWanted(Moment moment, History history) {
        return Lending.begin(moment.now(), history);
    }

    @Override
    public Step onSessionEnded(boolean orderly, Moment moment, History history) {
        return orderly
                ? Step.to(this, history)
                : Lending.toOrder("the session has left the dongle connected", moment.now(), history);
    }

    @Override
    public Step onTime(Moment moment, History history) {
        long now = moment.now();
        History later = history.resetSpent() && now - since >= Patience.HEALTHY ? history.healthy() : history;
        long heard = latest(since, moment.lastPacket());
        boolean answered = asked.isPresent() && heard - asked.getAsLong() > 0;
        if (asked.isPresent() && !answered) {
            return onSilence(asked.getAsLong(), now, later);
        }
        // Not beside a session: bringing the dongle to order would end its connection.
        if (!moment.session() && now - latest(since, moment.lastAdvertisement()) >= Patience.QUIET_SCAN) {
            Step again = Ordering.begin(Urgency.AGAIN, 0, now, later);
            List<Effect> effects = new ArrayList<>(again.effects());
            effects.add(new Effect.Note(Level.DEBUG, "no advertisement for a minute; the scan is started again"));
            return new Step(again.next(), again.history(), effects);
        }
        if (now - heard >= Patience.HELLO_AFTER) {
            return ask(OptionalLong.of(now), now + Patience.HELLO_AGAIN, later);
        }
        return Step.to(new Scanning(since, heard + Patience.HELLO_AFTER, OptionalLong.empty()), later);
    }

    private Step onSilence(long firstAsked, long now, History history) {
        if (now - firstAsked < Patience.HELLO_ANSWER) {
            return ask(asked, firstAsked + Patience.HELLO_ANSWER, history);
        }
        return Step.to(
                Away.lost(now),
                history.troubled(now),
                new Effect.Count(Happening.HELLO_TIMEOUT),
                new Effect.Count(Happening.REOPEN),
                new Effect.Note(Level.WARN, "it has stopped answering; the port is opened again"),
                new Effect.Close());
    }

    private Step ask(OptionalLong first, long next, History history) {
        return Step.to(
                new Scanning(since, next, first), history, new Effect.Send(Packet.command(Command.SYSTEM_HELLO)));
    }

    private static long latest(long a, long b) {
        return a - b > 0 ? a : b;
    }

    @Override
    public Step onStalled(Moment moment, History history) {
        return ask(OptionalLong.of(moment.now()), moment.now() + Patience.HELLO_AGAIN, history);
    }

    @Override
    public OptionalLong deadline() {
        return OptionalLong.of(checkAt);
    }
}
