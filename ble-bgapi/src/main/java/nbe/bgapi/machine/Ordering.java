package nbe.bgapi.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import nbe.base.AddressText;
import nbe.bgapi.port.AdapterProblem;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Packet;
import nbe.bgapi.wire.ResultCode;
import org.slf4j.event.Level;

/**
 * The dongle is brought to order: one command is outstanding, matched by class and id. A command may be sent twice: the
 * dongle works in sequence, so that an answer too many comes before the next command's and is passed over.
 *
 * @param handle connection handle that {@link OrderStep#DISCONNECT} is at, of {@code handles}
 * @param firstSent when the outstanding command was first sent
 * @param lastSent when it was last sent
 * @param refusals how often scanning was refused in a row
 * @param restarts how often the dongle restarted meanwhile
 */
record Ordering(
        Urgency urgency,
        OrderStep step,
        int handle,
        int handles,
        long firstSent,
        long lastSent,
        long checkAt,
        int refusals,
        int restarts,
        long address)
        implements PortState {
    /** The BLE112 family has at most eight connections. */
    private static final int MOST_HANDLES = 8;

    private static final int MOST_RESTARTS = 3;

    static Step begin(Urgency urgency, int refusals, long now, History history) {
        return begin(urgency, refusals, 0, now, history);
    }

    private static Step begin(Urgency urgency, int refusals, int restarts, long now, History history) {
        return new Ordering(urgency, OrderStep.END_PROCEDURE, 0, 0, now, now, now, refusals, restarts, 0)
                .send(now, history);
    }

    /** The dongle has answered the first command. */
    static Step proceed(Urgency urgency, long now, History history) {
        return new Ordering(urgency, OrderStep.END_PROCEDURE, 0, 0, now, now, now, 0, 0, 0)
                .at(OrderStep.SET_MODE, 0, now)
                .send(now, history);
    }

    private Ordering at(OrderStep next, int nextHandle, long now) {
        return new Ordering(urgency, next, nextHandle, handles, now, now, now, refusals, restarts, address);
    }

    private Step send(long now, History history) {
        return Step.to(sentAt(now), history, new Effect.Send(step.packet(handle)));
    }

    private Ordering sentAt(long now) {
        return new Ordering(
                urgency, step, handle, handles, firstSent, now, now + Patience.CHECK, refusals, restarts, address);
    }

    private Ordering checkAgainAt(long when) {
        return new Ordering(urgency, step, handle, handles, firstSent, lastSent, when, refusals, restarts, address);
    }

    @Override
    public Step onPacket(Packet packet, Moment moment, History history) {
        if (packet.isResponseTo(step.command())) {
            return onAnswer(packet, moment, history);
        }
        if (packet.is(Event.SYSTEM_BOOT)) {
            return onBoot(packet, moment, history);
        }
        if (packet.is(Event.SYSTEM_PROTOCOL_ERROR)) {
            // It did not understand, most likely since our command completed half of somebody else's.
            return Step.to(
                    checkAgainAt(moment.now()),
                    history,
                    new Effect.Count(Happening.PROTOCOL_ERROR),
                    new Effect.Note(
                            Level.DEBUG,
                            "it did not understand " + step.command().wireName()));
        }
        return Step.to(this, history);
    }

    private Step onBoot(Packet packet, Moment moment, History history) {
        if (!Firmware.of(packet).isPlausible()) {
            return Step.to(this, history, new Effect.Count(Happening.FALSE_BOOT));
        }
        if (step == OrderStep.END_PROCEDURE) {
            return Step.to(this, history); // it has just been plugged in: the event was waiting in its buffer
        }
        Effect count = new Effect.Count(Happening.DONGLE_RESTART);
        if (restarts >= MOST_RESTARTS) {
            Step step = giveUp("it restarts again and again", moment, history);
            return plus(step, count);
        }
        return plus(begin(urgency, refusals, restarts + 1, moment.now(), history), count);
    }

    private static Step plus(Step step, Effect effect) {
        List<Effect> effects = new ArrayList<>(step.effects());
        effects.add(effect);
        return new Step(step.next(), step.history(), effects);
    }

    private Step onAnswer(Packet answer, Moment moment, History history) {
        long now = moment.now();
        int result = answer.has("result") ? answer.integer("result") : 0;
        if (result != 0 && step.mustSucceed()) {
            return onRefusal(result, moment, history);
        }
        return switch (step) {
            case END_PROCEDURE, SET_MODE, HELLO, SET_FILTERING, SET_SCAN_PARAMETERS ->
                at(step.next(), 0, now).send(now, history);
            case GET_CONNECTIONS ->
                withHandles(Math.min(answer.integer("maxconn"), MOST_HANDLES), now)
                        .send(now, history);
            case DISCONNECT -> onDisconnected(now, history);
            case GET_INFO -> at(step.next(), 0, now).send(now, history.with(Firmware.of(answer)));
            case ADDRESS_GET ->
                withAddress(answer.number("address")).at(step.next(), 0, now).send(now, history);
            case DISCOVER -> Scanning.begin(description(history), now, history);
        };
    }

    private Ordering withHandles(int count, long now) {
        Ordering counted =
                new Ordering(urgency, step, 0, count, firstSent, lastSent, checkAt, refusals, restarts, address);
        return counted.at(count == 0 ? OrderStep.HELLO : OrderStep.DISCONNECT, 0, now);
    }

    private Ordering withAddress(long told) {
        return new Ordering(urgency, step, handle, handles, firstSent, lastSent, checkAt, refusals, restarts, told);
    }

    /** Whatever handle the answer names: some firmware always says 0, and an answer too many does no harm here. */
    private Step onDisconnected(long now, History history) {
        return handle + 1 < handles
                ? at(step, handle + 1, now).send(now, history)
                : at(step.next(), 0, now).send(now, history);
    }

    private String description(History history) {
        return "firmware " + history.firmware().map(Firmware::toString).orElse("unknown") + ", address "
                + AddressText.of(address);
    }

    private Step onRefusal(int result, Moment moment, History history) {
        long now = moment.now();
        String what = step.command().wireName() + " answered " + ResultCode.describe(result);
        if (refusals == 0) {
            return plus(
                    begin(urgency, 1, restarts, now, history),
                    new Effect.Note(Level.DEBUG, what + "; everything is ended once more"));
        }
        if (history.mayReset(now)) {
            return Restarting.begin(what, now, history);
        }
        Refused next = new Refused(now + Patience.REFUSED_AGAIN);
        return Failure.report(AdapterProblem.REFUSES_TO_SCAN, what, next, now, history);
    }

    @Override
    public Step onTime(Moment moment, History history) {
        long now = moment.now();
        long lastHeard = Math.max(0, moment.lastPacket() - firstSent) + firstSent;
        boolean traffic = lastHeard != firstSent && now - lastHeard < Patience.RESEND;
        if (now - lastHeard >= urgency.silenceNanos() || now - firstSent >= Patience.ANSWER_IN_TRAFFIC) {
            return giveUp("no answer to " + step.command().wireName() + seconds(now - firstSent), moment, history);
        }
        if (now - lastSent >= (traffic ? Patience.RESEND_IN_TRAFFIC : Patience.RESEND)) {
            return send(now, history);
        }
        return Step.to(checkAgainAt(now + Patience.CHECK), history);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, " in %.1f s", Patience.seconds(nanos));
    }

    private Step giveUp(String why, Moment moment, History history) {
        long now = moment.now();
        Probing next = new Probing(now, now + Patience.PROBE);
        if (moment.strayText().isPresent()) {
            StrayText text = moment.strayText().get();
            return Failure.report(text.problem(), text.detail(), next, now, history);
        }
        if (history.mayReset(now)) {
            return Restarting.begin(why, now, history);
        }
        return Failure.report(AdapterProblem.NO_ANSWER, why, next, now, history);
    }

    /** The outstanding command may have been answered in the meantime, or not: it is asked anew. */
    @Override
    public Step onStalled(Moment moment, History history) {
        return at(step, handle, moment.now()).send(moment.now(), history);
    }

    @Override
    public OptionalLong deadline() {
        return OptionalLong.of(checkAt);
    }

    /** For tests and messages. */
    Command outstanding() {
        return step.command();
    }
}
