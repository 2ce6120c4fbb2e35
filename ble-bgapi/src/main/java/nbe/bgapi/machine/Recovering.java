package nbe.bgapi.machine;

import java.util.Locale;
import java.util.OptionalLong;
import nbe.base.AddressText;
import nbe.bgapi.call.Firmware;
import nbe.bgapi.port.AdapterProblem;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Packet;
import nbe.bgapi.wire.ResultCode;
import org.slf4j.event.Level;

/**
 * The machine sends the dongle the commands of {@link RecoveryStep}, one at a time, and matches answers by class and id. It may send a
 * command twice: the dongle works in sequence, so a surplus answer comes before the next command's and is ignored.
 *
 * @param sent the command that has not been answered yet
 * @param checkAt when to check for silence again
 */
record Recovering(Progress progress, Outstanding sent, long checkAt) implements PortState {
    /** The BLE112 family has at most eight connections. */
    private static final int MOST_HANDLES = 8;

    private static final int MOST_RESTARTS = 3;

    /** How much silence a dongle is granted. */
    enum Urgency {
        /** Nothing is known of it. */
        START(Timings.ANSWER_AT_START),
        /** It scanned, fell silent, restarted or was reset. */
        AGAIN(Timings.ANSWER_AGAIN);

        private final long silenceNanos;

        Urgency(long silenceNanos) {
            this.silenceNanos = silenceNanos;
        }
    }

    /**
     * What is known so far.
     *
     * @param refusals how often the dongle refused to scan, in a row
     * @param restarts how often it restarted meanwhile
     * @param handles how many connections it can have
     * @param address its own, 48 bits
     */
    record Progress(Urgency urgency, int refusals, int restarts, int handles, long address) {
        static Progress fresh(Urgency urgency, int refusals, int restarts) {
            return new Progress(urgency, refusals, restarts, 0, 0);
        }

        Progress withHandles(int count) {
            return new Progress(urgency, refusals, restarts, count, address);
        }

        Progress withAddress(long own) {
            return new Progress(urgency, refusals, restarts, handles, own);
        }
    }

    /**
     * A command without an answer.
     *
     * @param handle of the connection that {@link RecoveryStep#DISCONNECT} ends, else 0
     * @param first when it was first sent
     * @param last when it was last sent
     */
    record Outstanding(RecoveryStep step, int handle, long first, long last) {}

    static Step begin(Urgency urgency, int refusals, long now, History history) {
        return begin(Progress.fresh(urgency, refusals, 0), now, history);
    }

    private static Step begin(Progress progress, long now, History history) {
        return send(progress, RecoveryStep.END_PROCEDURE, 0, now, history);
    }

    /** The dongle has answered the first command. */
    static Step proceed(Urgency urgency, long now, History history) {
        return send(Progress.fresh(urgency, 0, 0), RecoveryStep.SET_MODE, 0, now, history);
    }

    private static Step send(Progress progress, RecoveryStep step, int handle, long now, History history) {
        return send(progress, new Outstanding(step, handle, now, now), now, history);
    }

    private static Step send(Progress progress, Outstanding outstanding, long now, History history) {
        return Step.to(
                new Recovering(progress, outstanding, now + Timings.CHECK),
                history,
                new Effect.Send(outstanding.step().call(outstanding.handle())));
    }

    private Step sendNext(Progress reached, long now, History history) {
        return send(reached, sent.step().next(), 0, now, history);
    }

    private Recovering checkAgainAt(long when) {
        return new Recovering(progress, sent, when);
    }

    @Override
    public Step onPacket(Packet packet, Snapshot snapshot, History history) {
        if (packet.isResponseTo(sent.step().command())) {
            return onAnswer(packet, snapshot, history);
        }
        if (packet.is(Event.SYSTEM_BOOT)) {
            return onBoot(packet, snapshot, history);
        }
        if (packet.is(Event.SYSTEM_PROTOCOL_ERROR)) {
            // Most likely our command completed half of a command that another program left behind.
            return Step.to(
                    checkAgainAt(snapshot.now()),
                    history,
                    new Effect.Count(AdapterCounter.PROTOCOL_ERRORS),
                    new Effect.Note(
                            Level.DEBUG,
                            "it did not understand " + sent.step().command().wireName()));
        }
        return Step.to(this, history);
    }

    private Step onBoot(Packet packet, Snapshot snapshot, History history) {
        if (!Firmware.of(packet).isPlausible()) {
            return Step.to(this, history, new Effect.Count(AdapterCounter.FALSE_BOOTS));
        }
        if (sent.step() == RecoveryStep.END_PROCEDURE) {
            return Step.to(this, history); // it has just been plugged in: the event was waiting in its buffer
        }
        Step step = progress.restarts() >= MOST_RESTARTS
                ? giveUp("it restarts again and again", snapshot, history)
                : begin(
                        Progress.fresh(progress.urgency(), progress.refusals(), progress.restarts() + 1),
                        snapshot.now(),
                        history);
        return step.and(new Effect.Count(AdapterCounter.DONGLE_RESTARTS));
    }

    private Step onAnswer(Packet answer, Snapshot snapshot, History history) {
        long now = snapshot.now();
        int result = answer.has("result") ? answer.integer("result") : 0;
        if (result != 0 && sent.step().mustSucceed()) {
            return onRefusal(result, now, history);
        }
        return switch (sent.step()) {
            case END_PROCEDURE, SET_MODE, HELLO, SET_FILTERING, SET_SCAN_PARAMETERS -> sendNext(progress, now, history);
            case GET_CONNECTIONS -> {
                int handles = Math.min(answer.integer("maxconn"), MOST_HANDLES);
                RecoveryStep next = handles == 0 ? RecoveryStep.HELLO : RecoveryStep.DISCONNECT;
                yield send(progress.withHandles(handles), next, 0, now, history);
            }
            // Some firmware always names handle 0, and a surplus answer does no harm here: the handle is not checked.
            case DISCONNECT ->
                sent.handle() + 1 < progress.handles()
                        ? send(progress, RecoveryStep.DISCONNECT, sent.handle() + 1, now, history)
                        : sendNext(progress, now, history);
            case GET_INFO -> sendNext(progress, now, history.with(Firmware.of(answer)));
            case ADDRESS_GET -> sendNext(progress.withAddress(answer.number("address")), now, history);
            case DISCOVER -> Scanning.begin(firmware(history), AddressText.of(progress.address()), now, history);
        };
    }

    private static String firmware(History history) {
        return history.firmware().map(Firmware::toString).orElse("unknown");
    }

    private Step onRefusal(int result, long now, History history) {
        String what = sent.step().command().wireName() + " answered " + ResultCode.describe(result);
        if (progress.refusals() == 0) {
            return begin(Progress.fresh(progress.urgency(), 1, progress.restarts()), now, history)
                    .and(new Effect.Note(Level.DEBUG, what + "; everything is ended once more"));
        }
        return history.mayReset(now)
                ? Restarting.begin(what, now, history)
                : Step.failing(
                        AdapterProblem.REFUSES_TO_SCAN, what, new Refused(now + Timings.REFUSED_AGAIN), now, history);
    }

    @Override
    public Step onTime(Snapshot snapshot, History history) {
        long now = snapshot.now();
        long lastHeard = Math.max(0, snapshot.lastPacket() - sent.first()) + sent.first();
        boolean traffic = lastHeard != sent.first() && now - lastHeard < Timings.RESEND;
        if (now - lastHeard >= progress.urgency().silenceNanos || now - sent.first() >= Timings.ANSWER_IN_TRAFFIC) {
            String why = String.format(
                    Locale.ROOT,
                    "no answer to %s in %.1f s",
                    sent.step().command().wireName(),
                    Timings.seconds(now - sent.first()));
            return giveUp(why, snapshot, history);
        }
        if (now - sent.last() >= (traffic ? Timings.RESEND_IN_TRAFFIC : Timings.RESEND)) {
            return send(progress, new Outstanding(sent.step(), sent.handle(), sent.first(), now), now, history);
        }
        return Step.to(checkAgainAt(now + Timings.CHECK), history);
    }

    private static Step giveUp(String why, Snapshot snapshot, History history) {
        long now = snapshot.now();
        Probing next = new Probing(now, now + Timings.PROBE);
        if (snapshot.strayText().isPresent()) {
            StrayText text = snapshot.strayText().get();
            return Step.failing(text.problem(), text.detail(), next, now, history);
        }
        return history.mayReset(now)
                ? Restarting.begin(why, now, history)
                : Step.failing(AdapterProblem.NO_ANSWER, why, next, now, history);
    }

    /** The answer may have come in the meantime, or not: the machine sends the command anew. */
    @Override
    public Step onStalled(Snapshot snapshot, History history) {
        return send(progress, sent.step(), sent.handle(), snapshot.now(), history);
    }

    @Override
    public OptionalLong deadline() {
        return OptionalLong.of(checkAt);
    }
}
