package nbe.endpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent.PresenceChanged;
import nbe.tap.BandState;
import nbe.tap.Proximity;

/**
 * What is to be sent to the agent, in which order (contract sections 4 and 5). After a connect: {@code endpoint}; the
 * adapters' state as soon as it is known; the bands that are present; then what happens, in order.
 *
 * <ul>
 *   <li>Presence is state: of what waits, only the newest of a band is kept, and nothing that was told on this connection
 *       is told again.
 *   <li>An intent is worth something for {@link #INTENT_LIFE}: if the operating system has not taken it by then it is
 *       dropped and reported; if it has, and the agent has not confirmed it by then ({@link Confirmations}), the connection is to
 *       be broken off. At most {@link #INTENTS} wait; one more and the oldest is dropped.
 *   <li>Answers wait in line with the rest; {@link #wantsRequests()} says when no further request should be read.
 * </ul>
 *
 * <p>Pure; belongs to the core's thread. One frame is on its way at a time: {@link #next}, then {@link #sent} or
 * {@link #lost}.
 */
final class Outbox {
    /** How old an intent may be when it is handed to the operating system: contract section 5. */
    static final long INTENT_LIFE = TimeUnit.SECONDS.toNanos(2);

    /**
     * How long an intent waits behind an adapter whose state is not known yet. Then it goes ahead of it: an NFC tap shall
     * not be lost because a dongle is still being brought to order.
     */
    static final long INTENT_PATIENCE = TimeUnit.MILLISECONDS.toNanos(1500);

    /** Intents that may wait: far more than can be tapped in {@link #INTENT_LIFE}. */
    static final int INTENTS = 256;

    /** Answers that may wait before no more requests are read. */
    static final int ANSWERS = 64;

    /** Bands whose last presence on this connection is remembered; beyond that, absent ones are forgotten. */
    static final int TOLD = 20_000;

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
    record Intent(String text, Optional<BandAddress> band, long bornNanos, Supplier<String> what) implements Item {}

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

    private sealed interface Item {}

    private record Verdict(AdapterVerdict verdict) implements Item {}

    private record Presence(PresenceChanged presence) implements Item {}

    private record Answer(String text) implements Item {}

    private record Replay(Optional<BandAddress> band, Optional<String> exchange) implements Item {}

    private final boolean bleEnabled;
    private final DropListener drops;

    private final Deque<Item> queue = new ArrayDeque<>();
    /** Answers of one replay that are still to go, in front of everything else. */
    private final Deque<String> burst = new ArrayDeque<>();
    /** What this connection was told last, band by band. */
    private final Map<BandAddress, PresenceChanged> told = new LinkedHashMap<>();

    private boolean open;
    /** The adapters' state (where there are any) and the snapshot are queued or sent on this connection. */
    private boolean introduced;

    private final Confirmations confirmations = new Confirmations();

    private boolean inFlight;
    /** The frame that is on its way, if it is one to be confirmed. */
    private Optional<Confirmations.Marked> flying = Optional.empty();

    private Optional<Integer> toldStatus = Optional.empty();
    private String hello = "";

    Outbox(boolean bleEnabled, DropListener drops) {
        this.bleEnabled = bleEnabled;
        this.drops = drops;
    }

    /** A connection is open: everything but intents begins anew. */
    void opened(String helloText, Optional<AdapterVerdict> verdict, Collection<PresenceChanged> present) {
        forgetConnection();
        open = true;
        hello = helloText;
        if (!bleEnabled || verdict.isPresent()) {
            introduce(verdict, present);
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
        if (untaken) {
            onItsWay.ifPresent(queue::addFirst);
        } else {
            onItsWay.ifPresent(intent -> drops.dropped(intent, Dropped.UNCERTAIN));
        }
        forgetConnection();
    }

    /** The adapters' state, all together, is another one than before; {@code present} are the bands of this moment. */
    void verdict(AdapterVerdict verdict, Collection<PresenceChanged> present) {
        if (!open) {
            return;
        }
        if (!introduced) {
            introduce(Optional.of(verdict), present);
        } else {
            replaceOrAppend(Verdict.class, new Verdict(verdict));
        }
    }

    /** The presence of a band changed. */
    void presence(PresenceChanged presence) {
        if (!open || !introduced) {
            return; // the snapshot will tell it
        }
        List<Item> behind = new ArrayList<>();
        boolean replaced = false;
        while (!queue.isEmpty()) {
            Item last = queue.removeLast();
            if (last instanceof Presence waiting && waiting.presence().band().equals(presence.band())) {
                queue.addLast(new Presence(presence));
                replaced = true;
                break;
            }
            behind.add(last);
            if (last instanceof Intent intent && intent.band().equals(Optional.of(presence.band()))) {
                break; // the state before this intent stays the state before this intent
            }
        }
        for (int i = behind.size() - 1; i >= 0; i--) {
            queue.addLast(behind.get(i));
        }
        if (!replaced) {
            queue.addLast(new Presence(presence));
        }
    }

    /** A tap. Kept while there is no connection, too. */
    void intent(Intent intent) {
        if (queue.stream().filter(Intent.class::isInstance).count() >= INTENTS) {
            Item oldest =
                    queue.stream().filter(Intent.class::isInstance).findFirst().orElseThrow();
            queue.remove(oldest);
            drops.dropped((Intent) oldest, Dropped.TOO_MANY);
        }
        queue.addLast(intent);
    }

    /** An answer that needs nothing of ours. */
    void answer(String text) {
        if (open) {
            queue.addLast(new Answer(text));
        }
    }

    /** The agent wants the last presence of one band, or of all, again. */
    void replay(Optional<BandAddress> band, Optional<String> exchange) {
        if (open) {
            queue.addLast(new Replay(band, exchange));
        }
    }

    /** Whether a further request of the agent should be read. */
    boolean wantsRequests() {
        return queue.stream()
                        .filter(item -> item instanceof Answer || item instanceof Replay)
                        .count()
                < ANSWERS;
    }

    /** The next frame, if one may be sent now; it is on its way then. */
    Optional<Frame> next(long now) {
        if (!open || inFlight) {
            return Optional.empty();
        }
        if (!hello.isEmpty()) {
            String text = hello;
            hello = "";
            return flyMarked(text, Optional.empty(), now);
        }
        expire(now);
        if (!burst.isEmpty()) {
            return fly(burst.removeFirst());
        }
        if (!introduced) {
            return nextBeforeIntroduction(now);
        }
        while (!queue.isEmpty()) {
            Item item = queue.getFirst();
            if (item instanceof Intent && !confirmations.takesIntents()) {
                return Optional.empty();
            }
            queue.removeFirst();
            Optional<Frame> frame = flyItem(item, now);
            if (frame.isPresent()) {
                return frame;
            }
        }
        return Optional.empty();
    }

    /** A frame that may go only where nothing else waits to be sent, if {@code source} has one. */
    Optional<Frame> nextOfNoUrgency(Supplier<Optional<String>> source) {
        return isIdle() ? source.get().flatMap(this::fly) : Optional.empty();
    }

    /** Whether a frame is with the transport and not yet with the operating system. */
    boolean isOnItsWay() {
        return inFlight;
    }

    /** Whether a frame could be sent and nothing waits to be. */
    boolean isIdle() {
        return open && introduced && !inFlight && hello.isEmpty() && burst.isEmpty() && queue.isEmpty();
    }

    /** The frame that was on its way is with the operating system. */
    void sent() {
        inFlight = false;
        flying.ifPresent(confirmations::add);
        flying = Optional.empty();
    }

    /** The agent has read everything up to and with the frame of this mark. */
    void confirmed(long mark, long now) {
        confirmations.confirmed(mark, now);
    }

    /** Drops the intents that are too old, or would be before they are confirmed. */
    void expire(long now) {
        List<Intent> old = new ArrayList<>();
        for (Item item : queue) {
            if (item instanceof Intent intent && now - intent.bornNanos() >= handOverNanos()) {
                old.add(intent);
            }
        }
        for (Intent intent : old) {
            queue.remove(intent);
            drops.dropped(intent, Dropped.TOO_OLD);
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
        return flying.flatMap(Confirmations.Marked::intent);
    }

    /** The machine slept: monotonic time may have stood still, so that an intent of yesterday looks young. */
    void slept() {
        dropAll(Dropped.SLEPT);
    }

    /** The daemon ends: what waits is reported. */
    void end() {
        confirmations.lost().forEach(intent -> drops.dropped(intent, Dropped.UNCERTAIN));
        flyingIntent().ifPresent(intent -> drops.dropped(intent, Dropped.UNCERTAIN));
        flying = Optional.empty();
        dropAll(Dropped.ENDED);
        queue.clear();
    }

    private void dropAll(Dropped why) {
        List<Intent> waiting = new ArrayList<>();
        for (Item item : queue) {
            if (item instanceof Intent intent) {
                waiting.add(intent);
            }
        }
        queue.removeAll(waiting);
        waiting.forEach(intent -> drops.dropped(intent, why));
    }

    /** When {@link #expire}, {@link #stuck} or {@link #next} has something to do though nothing happens. */
    long deadlineNanos() {
        long earliest = confirmations.deadlineNanos();
        Optional<Intent> onItsWay = flyingIntent();
        if (onItsWay.isPresent()) {
            earliest = Math.min(earliest, onItsWay.get().bornNanos() + INTENT_LIFE);
        }
        for (Item item : queue) {
            if (item instanceof Intent intent) {
                boolean patient = open && !introduced && !inFlight && confirmations.takesIntents();
                long life = patient ? INTENT_PATIENCE : handOverNanos();
                return Math.min(earliest, intent.bornNanos() + life); // the queue's first intent is its oldest
            }
        }
        return earliest;
    }

    private Optional<Frame> nextBeforeIntroduction(long now) {
        for (Item item : queue) {
            boolean patienceEnded = item instanceof Intent intent
                    && now - intent.bornNanos() >= INTENT_PATIENCE
                    && confirmations.takesIntents();
            if (item instanceof Answer || patienceEnded) {
                queue.remove(item);
                return flyItem(item, now);
            }
        }
        return Optional.empty();
    }

    private void introduce(Optional<AdapterVerdict> verdict, Collection<PresenceChanged> present) {
        introduced = true;
        List<Item> first = new ArrayList<>();
        verdict.ifPresent(v -> first.add(new Verdict(v)));
        present.forEach(p -> first.add(new Presence(p)));
        for (int i = first.size() - 1; i >= 0; i--) {
            queue.addFirst(first.get(i));
        }
    }

    private Optional<Frame> flyItem(Item item, long now) {
        return item instanceof Intent intent
                ? flyMarked(intent.text(), Optional.of(intent), now)
                : textOf(item).flatMap(this::fly);
    }

    private Optional<String> textOf(Item item) {
        if (item instanceof Verdict verdict) {
            int status = verdict.verdict().status();
            if (toldStatus.equals(Optional.of(status))) {
                return Optional.empty();
            }
            toldStatus = Optional.of(status);
            return Optional.of(verdict.verdict().message());
        }
        if (item instanceof Presence waiting) {
            return tell(waiting.presence());
        }
        if (item instanceof Replay replay) {
            return replayed(replay);
        }
        return Optional.of(((Answer) item).text());
    }

    private Optional<String> tell(PresenceChanged presence) {
        PresenceChanged before = told.get(presence.band());
        boolean news = before == null
                ? presence.state() != BandState.ABSENT
                : before.state() != presence.state()
                        || before.proximity() != presence.proximity()
                        || before.serviceRequestState() != presence.serviceRequestState();
        if (!news) {
            return Optional.empty();
        }
        if (told.size() >= TOLD) {
            told.values().removeIf(p -> p.state() == BandState.ABSENT);
        }
        told.put(presence.band(), presence);
        return Optional.of(Envelope.presence(presence, Optional.empty()));
    }

    private Optional<String> replayed(Replay replay) {
        if (replay.band().isPresent()) {
            BandAddress band = replay.band().get();
            PresenceChanged last =
                    told.getOrDefault(band, new PresenceChanged(band, BandState.ABSENT, Proximity.UNKNOWN, 0, 0));
            return Optional.of(Envelope.presence(last, replay.exchange()));
        }
        told.values().forEach(last -> burst.addLast(Envelope.presence(last, replay.exchange())));
        return Optional.ofNullable(burst.pollFirst());
    }

    private Optional<Frame> fly(String text) {
        inFlight = true;
        return Optional.of(new Frame(text, OptionalLong.empty()));
    }

    private Optional<Frame> flyMarked(String text, Optional<Intent> intent, long now) {
        Confirmations.Marked frame = confirmations.mark(intent, now);
        inFlight = true;
        flying = Optional.of(frame);
        return Optional.of(new Frame(text, OptionalLong.of(frame.mark())));
    }

    private <T extends Item> void replaceOrAppend(Class<T> kind, T item) {
        List<Item> all = new ArrayList<>(queue);
        for (int i = 0; i < all.size(); i++) {
            if (kind.isInstance(all.get(i))) {
                all.set(i, item);
                queue.clear();
                queue.addAll(all);
                return;
            }
        }
        queue.addLast(item);
    }

    private void forgetConnection() {
        open = false;
        introduced = false;
        inFlight = false;
        flying = Optional.empty();
        toldStatus = Optional.empty();
        hello = "";
        told.clear();
        burst.clear();
        queue.removeIf(item -> !(item instanceof Intent));
    }
}
