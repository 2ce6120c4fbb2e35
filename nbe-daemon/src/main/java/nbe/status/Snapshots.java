package nbe.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import nbe.endpoint.CoreEvent;
import nbe.endpoint.CoreView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the core for snapshots: at most 20 a second, however many ask, so that the core's taps do not notice. Belongs to the control
 * thread.
 */
public final class Snapshots {
    /** A snapshot is as good as a new one for so long. */
    static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** A core that takes longer hangs. */
    static final long PATIENCE_MILLIS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger("control");

    private final StatusBook book;
    private final Predicate<CoreEvent> inbox;
    private final ScheduledExecutorService control;
    private final LongSupplier nanos;

    private final List<Consumer<Optional<CoreSnapshot>>> waiting = new ArrayList<>();
    private Optional<CoreSnapshot> last = Optional.empty();
    private long lastNanos;
    /** How many questions have been answered, or given up. */
    private long answered;

    /**
     * @param inbox hands an event to the core, at once; false if it takes none
     * @param nanos monotonic clock
     */
    public Snapshots(
            StatusBook book, Predicate<CoreEvent> inbox, ScheduledExecutorService control, LongSupplier nanos) {
        this.book = book;
        this.inbox = inbox;
        this.control = control;
        this.nanos = nanos;
    }

    /** Gives {@code then} a snapshot, now or later; empty: the core does not answer. */
    public void ask(Consumer<Optional<CoreSnapshot>> then) {
        if (last.isPresent() && nanos.getAsLong() - lastNanos < FRESH_NANOS) {
            then.accept(last);
            return;
        }
        waiting.add(then);
        if (waiting.size() > 1) {
            return; // the core has been asked
        }
        long before = answered;
        if (!inbox.test(new CoreEvent.Asked(this::onCore))) {
            answer(Optional.empty());
            return;
        }
        control.schedule(
                () -> {
                    if (answered == before) {
                        answer(Optional.empty());
                    }
                },
                PATIENCE_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** On the core's thread. */
    private void onCore(CoreView view) {
        Optional<CoreSnapshot> snapshot;
        try {
            snapshot = Optional.of(book.snapshot(view));
        } catch (RuntimeException e) {
            LOG.error("a fault of this program at a snapshot", e);
            snapshot = Optional.empty();
        }
        Optional<CoreSnapshot> made = snapshot;
        control.execute(() -> {
            last = made;
            lastNanos = nanos.getAsLong();
            answer(made);
        });
    }

    private void answer(Optional<CoreSnapshot> snapshot) {
        answered++;
        List<Consumer<Optional<CoreSnapshot>>> told = List.copyOf(waiting);
        waiting.clear();
        told.forEach(then -> then.accept(snapshot));
    }
}
