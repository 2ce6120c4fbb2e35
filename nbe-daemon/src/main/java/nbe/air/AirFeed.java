package nbe.air;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import nbe.base.DrainedQueue;
import nbe.bgapi.wire.AdvertisementView;
import nbe.tap.BandEvent;
import nbe.tap.Sighting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the adapters' threads to the listeners: a {@link DrainedQueue} that the thread of the executor empties while somebody listens. What
 * finds it full is lost and counted. With nobody listening nothing is copied.
 */
public final class AirFeed {
    private static final Logger LOG = LoggerFactory.getLogger("air");

    private final DrainedQueue<Consumer<AirListener>> queue = new DrainedQueue<>();
    private final AtomicLong lost = new AtomicLong();
    private final List<AirListener> listeners = new CopyOnWriteArrayList<>();

    /** Whether somebody listens. Any thread. */
    boolean isOpen() {
        return queue.isOpen();
    }

    /** An adapter heard something. Adapters' threads; only while {@link #isOpen}. */
    void offer(int adapter, AdvertisementView advertisement, Optional<Sighting> band, long receivedNanos) {
        if (queue.isFull()) {
            lost.incrementAndGet();
            return;
        }
        HeardAdvertisement copy = new HeardAdvertisement(adapter, advertisement, band, receivedNanos, lost.get());
        if (!queue.offer(listener -> listener.onAdvertisement(copy))) {
            lost.incrementAndGet();
        }
    }

    /** The core concluded a tap. The core's thread. A full queue loses it, as it lost the advertisements around it. */
    public void tapped(BandEvent.Tapped tap) {
        if (!queue.offer(listener -> listener.onTap(tap))) {
            lost.incrementAndGet();
        }
    }

    /** How many advertisements and taps have been lost since the start because the queue was full. Any thread. */
    public long lost() {
        return lost.get();
    }

    /** Adds a listener; the first one opens the feed. All must use the same executor, of one thread, and call this on its thread. */
    public synchronized void add(AirListener listener, ScheduledExecutorService executor) {
        listeners.add(listener);
        queue.open(executor, this::tell, () -> tell(AirListener::onDrained));
    }

    /** Removes a listener; after the last one nothing is copied, and nothing waits. */
    public synchronized void remove(AirListener listener) {
        listeners.remove(listener);
        if (listeners.isEmpty()) {
            queue.close();
        }
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
