package nbe.pcsc;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import nbe.pcsc.binding.ReaderStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watched reader: passes what happens on it to {@link Placements}, {@link ReadState} and {@link ReachState}, and carries out
 * their effects. Belongs to the thread of {@link Readers}.
 */
final class WatchedReader {
    /** A placement older than this makes no event: nobody may be standing there any more (docs/protocol.md, "Times"). */
    static final long LATE_NANOS = 2_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger("pcsc");

    private final String name;
    private final IntPredicate uidLengths;
    private final Readers.Threads threads;
    private final Consumer<NfcEvent> events;
    private final Placements placements;
    private ReaderStatus last;
    private ReadState read = new ReadState.Idle();
    private ReachState reach = new ReachState.Reached();
    /** What was reported last, until the reader works again. */
    private Optional<String> trouble = Optional.empty();

    /**
     * @param first its state when it arrived
     * @param fresh whether it was only now connected, so that it has to settle
     * @param uidLengths whether a UID of so many bytes counts as a band, asked for each
     */
    WatchedReader(
            ReaderStatus first,
            boolean fresh,
            IntPredicate uidLengths,
            Readers.Threads threads,
            Consumer<NfcEvent> events,
            long now) {
        this.name = first.reader();
        this.last = first;
        this.uidLengths = uidLengths;
        this.threads = threads;
        this.events = events;
        this.placements = new Placements(first, fresh, now);
    }

    /** How it is now. */
    ReaderView view() {
        return ReaderView.of(last, true, trouble);
    }

    /** Begins to watch it; {@code first} as in the constructor. */
    void arrive(ReaderStatus first, long now) {
        LOG.info(
                "reader {} arrived{}",
                name,
                first.present() ? ", a card is on it already: ignored until it is removed" : "");
        threads.start(name);
        events.accept(new NfcEvent.ReaderArrived(name));
        onReach(first, now);
        Placement lying = placements.lyingAtStart();
        if (lying != null) {
            onCame(lying, now);
        }
    }

    /** It is gone. */
    void leave(long now) {
        takeRead(read.onGone(), now);
        LOG.info("reader {} gone", name);
        threads.end(name);
        events.accept(new NfcEvent.ReaderGone(name));
    }

    /** The service reported its state. */
    void onStatus(ReaderStatus status, long now) {
        last = status;
        Placements.Change change = placements.onStatus(status, now);
        if (change.left() != null) {
            LOG.debug("{}: card removed", name);
            takeRead(read.onLeft(change.left()), now);
        }
        if (change.came() != null) {
            LOG.debug("{}: card placed", name);
            onCame(change.came(), now);
        }
        onReach(status, now);
    }

    private void onCame(Placement came, long now) {
        takeRead(read.onCame(new UidRequest(name, came), now), now);
    }

    private void onReach(ReaderStatus status, long now) {
        takeReach(status.unavailable() ? reach.onUnavailable(now) : reach.onAvailable(), now);
    }

    /** Its thread has carried out a request. */
    void onAnswer(UidRequest request, UidOutcome outcome, long now) {
        if (!read.isReading(request)) {
            LOG.debug("{}: answer after the time was up, dropped", name);
            return;
        }
        LOG.debug("{}: {}", name, outcome);
        takeRead(read.onAnswer(request, outcome, placements.lies(request.placement()), now), now);
    }

    /** Time passed. */
    void onTime(long now) {
        takeRead(read.onTime(now), now);
        takeReach(reach.onTime(now), now);
    }

    /** When {@link #onTime} has something to do, monotonic nanoseconds; {@link Long#MAX_VALUE}: never. */
    long deadlineNanos() {
        return Math.min(read.deadlineNanos(), reach.deadlineNanos());
    }

    private void takeRead(Step<ReadState> step, long now) {
        read = step.next();
        carryOut(step, now);
    }

    private void takeReach(Step<ReachState> step, long now) {
        reach = step.next();
        carryOut(step, now);
    }

    private void carryOut(Step<?> step, long now) {
        for (ReaderEffect effect : step.effects()) {
            effect.carryOut(this, now);
        }
    }

    /** For {@link ReaderEffect.Begin}. */
    void begin(UidRequest request, long now) {
        if (!threads.read(request)) {
            LOG.debug("{}: card not read, earlier calls still hang", name);
            takeRead(read.onNotBegun(), now);
        }
    }

    /** For {@link ReaderEffect.ReplaceThread}. */
    void replaceThread() {
        threads.replace(name);
    }

    /** For {@link ReaderEffect.Identify}. */
    void identify(Placement placement, UidOutcome.Got got, long now) {
        Uid uid = got.uid();
        recovered();
        boolean counts = placements.counts(placement, uid, got.connectedNanos(), got.readNanos());
        if (uid.random()) {
            LOG.debug("{}: random UID: phone or privacy card ({})", name, uid);
        } else if (!uidLengths.test(uid.length())) {
            LOG.debug("{}: a UID of {} bytes is not a band's ({})", name, uid.length(), uid);
        } else if (!counts) {
            LOG.debug("{}: {} is not a new placement", name, uid);
        } else if (now - placement.atNanos > LATE_NANOS) {
            LOG.info("reader {}: {} took too long to read, tap dropped", name, uid);
        } else {
            LOG.debug("{}: {} placed", name, uid);
            events.accept(new NfcEvent.CardPlaced(name, uid, placement.atNanos));
        }
    }

    /** For {@link ReaderEffect.Trouble}. */
    void trouble(String what) {
        if (trouble.filter(what::equals).isPresent()) {
            LOG.debug("{}: still {}", name, what);
            return;
        }
        trouble = Optional.of(what);
        LOG.warn("reader {} is of no use at present: {}", name, what);
        events.accept(new NfcEvent.ReaderTrouble(name, what));
    }

    /** For {@link ReaderEffect.Recovered}. */
    void recovered() {
        trouble.ifPresent(before -> LOG.info("reader {} works again (before: {})", name, before));
        trouble = Optional.empty();
    }
}
