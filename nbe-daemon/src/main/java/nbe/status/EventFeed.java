package nbe.status;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the core to those who listen: one queue of at most {@value #WAITING} events, which the control thread drains each {@value
 * #DRAIN_MILLIS} ms while somebody listens. The core neither waits nor wakes anybody. An event that finds the queue full is lost, and
 * each listener that it was for is told how many were.
 */
public final class EventFeed {
    /** Events that may wait: more than one radio can bring in a second. */
    static final int WAITING = 4_096;

    static final long DRAIN_MILLIS = 25;

    private static final Logger LOG = LoggerFactory.getLogger("control");

    private final Queue<StatusEvent> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<EventKind, AtomicLong> lost = new EnumMap<>(EventKind.class); // filled before it is shared
    private volatile boolean open;

    // All below belong to the control thread.
    private final List<EventListener> listeners = new ArrayList<>();
    private Future<?> timer;

    public EventFeed() {
        for (EventKind kind : EventKind.values()) {
            lost.put(kind, new AtomicLong());
        }
    }

    /** Whether somebody listens. Any thread. */
    boolean isOpen() {
        return open;
    }

    /** Whether nothing waits. Any thread. */
    boolean isEmpty() {
        return waiting.get() == 0;
    }

    /** Something happened. Any thread; does nothing while nobody listens. */
    void offer(StatusEvent event) {
        if (!open) {
            return;
        }
        if (waiting.get() >= WAITING) {
            lost.get(event.kind()).incrementAndGet();
            return;
        }
        waiting.incrementAndGet();
        queue.add(event);
    }

    /** Other settings are in use since {@code atNanos}; {@code changed} are the names of those that differ. Any thread. */
    public void configChanged(List<String> changed, long atNanos) {
        offer(new StatusEvent.Config(List.copyOf(changed), atNanos));
    }

    /** How many events of these kinds were lost since the start. */
    long lost(Iterable<EventKind> kinds) {
        long sum = 0;
        for (EventKind kind : kinds) {
            sum += lost.get(kind).get();
        }
        return sum;
    }

    /** Adds a listener; the first one opens the feed. */
    void add(EventListener listener, Function<StatusEvent, byte[]> lines, ScheduledExecutorService control) {
        listeners.add(listener);
        if (timer == null) {
            timer = control.scheduleAtFixedRate(() -> drain(lines), DRAIN_MILLIS, DRAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
        open = true;
    }

    /** Removes a listener; after the last one nothing waits. */
    void remove(EventListener listener) {
        listeners.remove(listener);
        if (listeners.isEmpty() && timer != null) {
            open = false;
            timer.cancel(false);
            timer = null;
            take().clear();
        }
    }

    private List<StatusEvent> take() {
        List<StatusEvent> taken = new ArrayList<>();
        for (StatusEvent event = queue.poll(); event != null && taken.size() < WAITING; event = queue.poll()) {
            waiting.decrementAndGet();
            taken.add(event);
        }
        return taken;
    }

    private void drain(Function<StatusEvent, byte[]> lines) {
        for (StatusEvent event : take()) {
            List<EventListener> wanting = listeners.stream()
                    .filter(listener -> listener.wants(event.kind()))
                    .toList();
            if (!wanting.isEmpty()) {
                try {
                    byte[] line = lines.apply(event);
                    wanting.forEach(listener -> listener.take(line));
                } catch (RuntimeException e) {
                    LOG.error("a fault of this program at {}", event, e);
                }
            }
        }
        listeners.forEach(EventListener::flush);
    }
}
