package nbe.endpoint;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent.PresenceChanged;

/**
 * What is to be sent to the agent, in which order (docs/protocol.md). After a connect: {@code endpoint}; the adapters' state as soon as it
 * is known; then, whenever a frame may go, the first of these that waits:
 *
 * <ol>
 *   <li>the adapters' state;
 *   <li>an intent, behind the presence of its own band ({@link WaitingLines}) and ahead of everything else;
 *   <li>answers, and presences of bands that the agent knows, in turn;
 *   <li>presences of bands that it does not know.
 * </ol>
 *
 * <p>The last two go only while little of them is on the way to the agent ({@link Confirmations#hasRoom}), so that an intent never
 * stands behind more than that, however slow the link. Presence is state: of what waits, only the newest of a band is kept, and
 * nothing that was told on this connection is told again. An intent is worth something for {@link #INTENT_LIFE}: if the operating
 * system has not taken it by then it is dropped and reported; if it has, and the agent has not confirmed it by then, the
 * connection is to be broken off. At most {@link #INTENTS} wait; one more and the oldest is dropped.
 *
 * <p>Pure; belongs to the core's thread. One frame is on its way at a time: {@link #next}, then {@link #sent} or
 * {@link #lost}. However much waits, no operation takes longer for it.
 */
final class Outbox {
    /** How old an intent may be when it is handed to the operating system. */
    static final long INTENT_LIFE = TimeUnit.SECONDS.toNanos(2);

    /**
     * How long an intent waits behind an adapter whose state is not known yet. Then it goes ahead of it: an NFC tap shall
     * not be lost because a dongle is still being brought to order.
     */
    static final long INTENT_PATIENCE = TimeUnit.MILLISECONDS.toNanos(1500);

    /** Intents that may wait: far more than can be tapped in {@link #INTENT_LIFE}. */
    static final int INTENTS = 256;

    /** Why an intent was not sent. */
    enum Dropped {
        /** Older than {@link #INTENT_LIFE} before it could be handed over. */
        TOO_OLD,
        /** More than {@link #INTENTS} were waiting. */
        TOO_MANY,
        /** Not confirmed when the connection ended: nobody knows whether it arrived, and it is not sent again. */
        UNCERTAIN,
        /** The machine slept while it waited, or its clock was set: nobody knows how old it is. */
        SLEPT,
        /** The daemon ended first. */
        ENDED
    }

    /**
     * An intent on its way.
     *
     * @param text the message
     * @param band whose, if that is known
     * @param bornNanos monotonic time of the tap
     * @param what for the log, made when it is asked for
     */
    record Intent(String text, Optional<BandAddress> band, long bornNanos, Supplier<String> what) {}

    /** Is told of every intent that will not be sent. */
    @FunctionalInterface
    interface DropListener {
        void dropped(Intent intent, Dropped why);
    }

    /**
     * What is to be sent next.
     *
     * @param mark if a ping with this mark is to follow it
     */
    record Frame(String text, OptionalLong mark) {}

    private final boolean bleEnabled;
    private final DropListener drops;

    private final ToldPresences told = new ToldPresences();
    private final WaitingLines lines = new WaitingLines(told);
    private final Answers answers = new Answers(told);
    private final Confirmations confirmations = new Confirmations();

    private boolean open;
    /** The adapters' state (where there are any) and the snapshot are queued or sent on this connection. */
    private boolean introduced;

    private String hello = "";
    private Optional<AdapterVerdict> verdict = Optional.empty();
    private Optional<Integer> toldStatus = Optional.empty();
    private boolean answersFirst;

    /** The frame that is on its way. */
    private Optional<Confirmations.Flying> flying = Optional.empty();

    Outbox(boolean bleEnabled, DropListener drops) {
        this.bleEnabled = bleEnabled;
        this.drops = drops;
    }

    /** A connection is open: everything but intents begins anew. */
    void opened(String helloText, Optional<AdapterVerdict> known, Collection<PresenceChanged> present) {
        forgetConnection();
        open = true;
        hello = helloText;
        if (!bleEnabled || known.isPresent()) {
            introduce(known, present);
        }
    }

    /**
     * The connection is gone. An intent on its way goes on the next one only if it is certain that the operating system did not
     * take it; else it might arrive twice, and is reported as dropped. So is one that was taken and never confirmed.
     *
     * @param untaken true if the transport itself reported the end, after everything that it had handed over
     */
    void lost(boolean untaken) {
        confirmations.lost().forEach(intent -> drops.dropped(intent, Dropped.UNCERTAIN));
        Optional<Intent> onItsWay = flyingIntent();
        forgetConnection();
        if (untaken) {
            onItsWay.ifPresent(lines::putBack);
        } else {
            onItsWay.ifPresent(intent -> drops.dropped(intent, Dropped.UNCERTAIN));
        }
    }

    /** The adapters' state, all together, is another one than before; {@code present} are the bands of this moment. */
    void verdict(AdapterVerdict now, Collection<PresenceChanged> present) {
        if (!open) {
            return;
        }
        if (introduced) {
            verdict = Optional.of(now);
        } else {
            introduce(Optional.of(now), present);
        }
    }

    private void introduce(Optional<AdapterVerdict> known, Collection<PresenceChanged> present) {
        introduced = true;
        verdict = known;
        present.forEach(lines::addFirst);
    }

    /** The presence of a band changed. */
    void presence(PresenceChanged presence) {
        if (open && introduced) { // else the snapshot will tell it
            lines.add(presence);
        }
    }

    /** A tap. Kept while there is no connection, too. */
    void intent(Intent intent) {
        if (lines.intents() >= INTENTS) {
            drops.dropped(lines.takeIntent(), Dropped.TOO_MANY);
        }
        lines.add(intent);
    }

    /** An answer that needs nothing of ours. */
    void answer(String text) {
        if (open) {
            answers.add(text);
        }
    }

    /** The agent wants the last presence of one band, or of all, again. */
    void replay(Optional<BandAddress> band, Optional<String> exchange) {
        if (open) {
            answers.addReplay(band, exchange);
        }
    }

    /** Whether a further request of the agent should be read. */
    boolean wantsRequests() {
        return answers.wantRequests();
    }

    /** The next frame, if one may be sent now; it is on its way then. */
    Optional<Frame> next(long now) {
        if (!open || flying.isPresent()) {
            return Optional.empty();
        }
        if (!hello.isEmpty()) {
            String text = hello;
            hello = "";
            return fly(confirmations.marked(text, Optional.empty(), now));
        }
        expire(now);
        lines.onTime(now);
        if (!introduced) {
            return nextBeforeIntroduction(now);
        }
        if (lines.intents() == 0 && !anyUnhurried()) {
            return Optional.empty(); // as after almost every sighting: makes no object
        }
        Optional<Frame> urgent = nextVerdict(now).or(() -> nextOfIntents(now));
        return urgent.isPresent() || !confirmations.hasRoom(now)
                ? urgent
                : nextInTurn(now).or(() -> tell(lines.takeStranger(), now));
    }

    private Optional<Frame> nextBeforeIntroduction(long now) {
        Optional<Intent> oldest = lines.oldestIntent();
        if (oldest.isPresent() && now - oldest.get().bornNanos() >= INTENT_PATIENCE && confirmations.takesIntents()) {
            return flyIntent(now);
        }
        return answers.nextWithoutBands().flatMap(text -> fly(confirmations.unhurried(text, now)));
    }

    private Optional<Frame> nextVerdict(long now) {
        Optional<AdapterVerdict> next = verdict;
        verdict = Optional.empty();
        if (next.isEmpty() || toldStatus.equals(Optional.of(next.get().status()))) {
            return Optional.empty();
        }
        toldStatus = Optional.of(next.get().status());
        return fly(confirmations.unhurried(next.get().message(), now));
    }

    private Optional<Frame> nextOfIntents(long now) {
        if (lines.intents() == 0 || !confirmations.takesIntents()) {
            return Optional.empty();
        }
        return tell(lines.takePresenceBeforeIntent(), now).or(() -> flyIntent(now));
    }

    private Optional<Frame> flyIntent(long now) {
        Intent intent = lines.takeIntent();
        return fly(confirmations.marked(intent.text(), Optional.of(intent), now));
    }

    private Optional<Frame> nextInTurn(long now) {
        Optional<Frame> next = answersFirst ? nextAnswer(now) : tell(lines.takeKnown(), now);
        if (next.isPresent()) {
            answersFirst = !answersFirst;
            return next;
        }
        return answersFirst ? tell(lines.takeKnown(), now) : nextAnswer(now);
    }

    private Optional<Frame> nextAnswer(long now) {
        return answers.next().flatMap(text -> fly(confirmations.unhurried(text, now)));
    }

    private Optional<Frame> tell(Optional<PresenceChanged> next, long now) {
        if (next.isEmpty()) {
            return Optional.empty();
        }
        told.tell(next.get(), now);
        return fly(confirmations.unhurried(Envelope.presence(next.get(), Optional.empty()), now));
    }

    /** A frame that may go only where nothing else waits to be sent, if {@code source} has one. */
    Optional<Frame> nextOfNoUrgency(Supplier<Optional<String>> source, long now) {
        return isIdle() ? source.get().flatMap(text -> fly(confirmations.unhurried(text, now))) : Optional.empty();
    }

    private Optional<Frame> fly(Confirmations.Flying frame) {
        flying = Optional.of(frame);
        return Optional.of(new Frame(frame.text(), frame.mark()));
    }

    /** Whether a frame is with the transport and not yet with the operating system. */
    boolean isOnItsWay() {
        return flying.isPresent();
    }

    /** Whether a frame could be sent and nothing waits to be. */
    boolean isIdle() {
        return open && introduced && flying.isEmpty() && hello.isEmpty() && lines.intents() == 0 && !anyUnhurried();
    }

    private boolean anyUnhurried() {
        return verdict.isPresent() || !answers.isEmpty() || lines.anyPresence();
    }

    /** The frame that was on its way is with the operating system. */
    void sent() {
        flying.ifPresent(confirmations::add);
        flying = Optional.empty();
    }

    /** The agent has read everything up to and with the frame of this mark. */
    void confirmed(long mark, long now) {
        confirmations.confirmed(mark, now);
    }

    /** Drops the intents that are too old, or would be before they are confirmed. */
    void expire(long now) {
        for (Optional<Intent> oldest = lines.oldestIntent();
                oldest.isPresent() && now - oldest.get().bornNanos() >= handOverNanos();
                oldest = lines.oldestIntent()) {
            drops.dropped(lines.takeIntent(), Dropped.TOO_OLD);
        }
    }

    /** An intent that is handed over later than this after its tap is not likely to be confirmed within its life. */
    private long handOverNanos() {
        return INTENT_LIFE - confirmations.allowanceNanos();
    }

    /**
     * Whether an intent is on its way, or with the operating system and not confirmed, that has become too old meanwhile: the only
     * way to keep it from arriving is to break the connection off ({@link #lost} reports it). Says why.
     */
    Optional<String> stuck(long now) {
        Optional<Intent> onItsWay = flyingIntent();
        if (onItsWay.isPresent() && now - onItsWay.get().bornNanos() >= INTENT_LIFE) {
            return Optional.of(
                    "the agent takes no data: an intent was on its way for 2 s, and the connection is ended so"
                            + " that it does not arrive late");
        }
        return confirmations.overdue(now)
                ? Optional.of(
                        "an intent was sent, and 2 s after its tap the agent had not answered the ping behind it; the"
                                + " connection is ended so that it does not arrive late")
                : Optional.empty();
    }

    private Optional<Intent> flyingIntent() {
        return flying.flatMap(Confirmations.Flying::intent);
    }

    /** The machine slept: monotonic time may have stood still, so that an intent of yesterday looks young. */
    void slept() {
        dropAll(Dropped.SLEPT);
    }

    /** The daemon ends: what waits is reported. */
    void end() {
        confirmations.lost().forEach(intent -> drops.dropped(intent, Dropped.UNCERTAIN));
        flyingIntent().ifPresent(intent -> drops.dropped(intent, Dropped.UNCERTAIN));
        dropAll(Dropped.ENDED);
        forgetConnection();
    }

    private void dropAll(Dropped why) {
        while (lines.intents() > 0) {
            drops.dropped(lines.takeIntent(), why);
        }
    }

    /** When {@link #expire}, {@link #stuck} or {@link #next} has something to do though nothing happens. */
    long deadlineNanos() {
        long earliest = confirmations.deadlineNanos();
        Optional<Intent> onItsWay = flyingIntent();
        if (onItsWay.isPresent()) {
            earliest = Math.min(earliest, onItsWay.get().bornNanos() + INTENT_LIFE);
        }
        boolean maySend = open && flying.isEmpty();
        Optional<Intent> oldest = lines.oldestIntent();
        if (oldest.isPresent()) {
            boolean patient = maySend && !introduced && confirmations.takesIntents();
            earliest = Math.min(earliest, oldest.get().bornNanos() + (patient ? INTENT_PATIENCE : handOverNanos()));
        }
        if (maySend && introduced) {
            earliest = Math.min(earliest, lines.deadlineNanos());
            earliest = anyUnhurried() ? Math.min(earliest, confirmations.roomNanos()) : earliest;
        }
        return earliest;
    }

    private void forgetConnection() {
        open = false;
        introduced = false;
        flying = Optional.empty();
        verdict = Optional.empty();
        toldStatus = Optional.empty();
        hello = "";
        told.clear();
        answers.clear();
        lines.forgetPresences();
        confirmations.forgetConnection();
    }
}
