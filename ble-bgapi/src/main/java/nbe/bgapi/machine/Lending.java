package nbe.bgapi.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Packet;
import nbe.bgapi.wire.ResultCode;
import org.slf4j.event.Level;

/**
 * A session needs the radio: the dongle cannot connect while it scans. Scanning is ended, lent is the radio until the
 * connection stands or not, and then it scans again, beside the connection if the firmware can.
 *
 * @param since when this phase began
 * @param checkAt when to look again
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
                new Lending(Phase.STOPPING_SCAN, now, now + Patience.ANSWER_IN_TRAFFIC),
                history,
                new Effect.Send(Packet.command(Command.GAP_END_PROCEDURE)));
    }

    private static Step resume(long now, History history) {
        return Step.to(
                new Lending(Phase.RESUMING, now, now + Patience.ANSWER_IN_TRAFFIC),
                history,
                new Effect.Send(OrderStep.DISCOVER.packet(0)));
    }

    @Override
    public Step onPacket(Packet packet, Moment moment, History history) {
        if (packet.is(Event.SYSTEM_BOOT)) {
            return Scanning.onBoot(this, packet, moment, history);
        }
        if (packet.is(Event.SYSTEM_PROTOCOL_ERROR)) {
            return Step.to(this, history, new Effect.Count(Happening.PROTOCOL_ERROR));
        }
        // 0x0181: it was not scanning any more. All the same.
        if (phase == Phase.STOPPING_SCAN && packet.isResponseTo(Command.GAP_END_PROCEDURE)) {
            long now = moment.now();
            return Step.to(new Lending(Phase.LENT, now, now + Patience.LONGEST_LOAN), history, new Effect.LendRadio());
        }
        if (phase == Phase.RESUMING && packet.isResponseTo(Command.GAP_DISCOVER)) {
            return onResumed(packet.integer("result"), moment, history);
        }
        return Step.to(this, history);
    }

    private Step onResumed(int result, Moment moment, History history) {
        long now = moment.now();
        if (result == 0) {
            return Scanning.resume(now, history);
        }
        if (!moment.session()) {
            return Ordering.begin(Urgency.AGAIN, 1, now, history);
        }
        boolean known = history.troubleSince().isPresent();
        return Step.to(
                new Lending(Phase.DEAF, now, now + Patience.DEAF_AGAIN),
                history.troubled(now),
                new Effect.Note(
                        known ? Level.DEBUG : Level.WARN,
                        "it does not scan while it is connected (" + ResultCode.describe(result)
                                + "); no advertisements until the session ends"));
    }

    @Override
    public Step onTime(Moment moment, History history) {
        long now = moment.now();
        if (phase == Phase.DEAF) {
            return moment.lastAdvertisement() - since > 0 ? Scanning.resume(now, history) : resume(now, history);
        }
        return toOrder("no answer in " + phase, now, history);
    }

    @Override
    public Step onRadioWanted(Moment moment, History history) {
        return begin(moment.now(), history);
    }

    @Override
    public Step onRadioReturned(boolean orderly, Moment moment, History history) {
        return orderly && phase == Phase.LENT
                ? resume(moment.now(), history)
                : toOrder("the dongle's state is not known", moment.now(), history);
    }

    @Override
    public Step onSessionEnded(boolean orderly, Moment moment, History history) {
        return orderly && phase == Phase.RESUMING
                ? Step.to(this, history)
                : toOrder("the session has ended", moment.now(), history);
    }

    /** Ends everything that may be going on, every connection too, and scans. */
    static Step toOrder(String why, long now, History history) {
        Step order = Ordering.begin(Urgency.AGAIN, 0, now, history);
        List<Effect> effects = new ArrayList<>(order.effects());
        effects.add(new Effect.Note(Level.DEBUG, why + "; the dongle is brought to order"));
        return new Step(order.next(), order.history(), effects);
    }

    @Override
    public OptionalLong deadline() {
        return OptionalLong.of(checkAt);
    }
}
