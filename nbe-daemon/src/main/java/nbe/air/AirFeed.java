package nbe.air;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import nbe.bgapi.wire.AdvertisementView;
import nbe.tap.BandEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the adapters' threads to the listeners: one queue of at most {@value #WAITING} entries, which the thread of the executor drains
 * each {@value #DRAIN_MILLIS} ms while somebody listens. The adapters' threads and the core neither wait nor wake anybody. What finds the
 * queue full is lost and counted. With nobody listening nothing is copied.
 */
public final class AirFeed {
    /** Entries that may wait: more than one radio delivers in a second (about 2,600 packets). */
    public static final int WAITING = 4_096;

    /** Interval at which the queue is drained. */
    public static final long DRAIN_MILLIS = 25;

    private static final Logger LOG = LoggerFactory.getLogger("air");

    private final Queue<Consumer<AirListener>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();
    private final List<AirListener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean open;
    private ScheduledFuture<?> timer; // guarded by this

    /** Whether somebody listens. Any thread. */
    boolean isOpen() {
        return open;
    }

    /** An adapter heard something. Adapters' threads; only while {@link #isOpen}. */
    void offer(int adapter, AdvertisementView advertisement, boolean band, long receivedNanos) {
        if (waiting.get() >= WAITING) {
            lost.incrementAndGet();
            return;
        }
        HeardAdvertisement copy = new HeardAdvertisement(adapter, advertisement, band, receivedNanos, lost.get());
        waiting.incrementAndGet();
        queue.add(listener -> listener.onAdvertisement(copy));
    }

    /** The core concluded a tap. The core's thread. */
    public void tapped(BandEvent.Tapped tap) {
        if (open && waiting.get() < WAITING) {
            waiting.incrementAndGet();
            queue.add(listener -> listener.onTap(tap));
        }
    }

    /** How many advertisements have been lost since the start because the queue was full. Any thread. */
    public long lost() {
        return lost.get();
    }

    /** Adds a listener; the first one opens the feed. All must use the same executor, of one thread, and call this on its thread. */
    public synchronized void add(AirListener listener, ScheduledExecutorService executor) {
        if (timer == null) {
            drain(); // of what an adapter's thread put in while the feed was closed
        }
        listeners.add(listener);
        if (timer == null) {
            timer = executor.scheduleAtFixedRate(this::drain, DRAIN_MILLIS, DRAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
        open = true;
    }

    /** Removes a listener; after the last one nothing is copied, and nothing waits. */
    public synchronized void remove(AirListener listener) {
        listeners.remove(listener);
        if (listeners.isEmpty() && timer != null) {
            open = false;
            timer.cancel(false);
            timer = null;
            drain();
        }
    }

    /** Distributes what waits, but no more than fits, so that a flood cannot hold the thread for ever. */
    void drain() {
        for (int i = 0; i < WAITING; i++) {
            Consumer<AirListener> entry = queue.poll();
            if (entry == null) {
                break;
            }
            waiting.decrementAndGet();
            tell(entry);
        }
        tell(AirListener::onDrained);
    }

    private void tell(Consumer<AirListener> entry) {
        for (AirListener listener : listeners) {
            try {
                entry.accept(listener);
            } catch (RuntimeException e) { // of ours; the other listeners go on
                LOG.error("a fault of this program: a scan or capture ends", e);
                remove(listener);
            }
        }
    }
}
