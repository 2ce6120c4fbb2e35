package nbe.status;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import nbe.base.DrainedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the core to those who listen: a {@link DrainedQueue} that the control thread empties while somebody listens. An event that finds
 * it full is lost, and each listener that wanted it gets the number of lost ones.
 */
public final class EventFeed {
    private static final Logger LOG = LoggerFactory.getLogger("control");

    private final DrainedQueue<StatusEvent> queue = new DrainedQueue<>();
    private final Map<EventKind, AtomicLong> lost = new EnumMap<>(EventKind.class); // filled before it is shared

    /** Belongs to the control thread. */
    private final List<EventListener> listeners = new ArrayList<>();

    public EventFeed() {
        for (EventKind kind : EventKind.values()) {
            lost.put(kind, new AtomicLong());
        }
    }

    /** Whether somebody listens. Any thread. */
    boolean isOpen() {
        return queue.isOpen();
    }

    /** Whether nothing waits. Any thread. */
    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Something happened. Any thread; does nothing while nobody listens. */
    void offer(StatusEvent event) {
        if (!queue.offer(event)) {
            lost.get(event.kind()).incrementAndGet();
        }
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
        queue.open(control, event -> tell(event, lines), () -> listeners.forEach(EventListener::flush));
    }

    /** Removes a listener; after the last one nothing waits. */
    void remove(EventListener listener) {
        listeners.remove(listener);
        if (listeners.isEmpty()) {
            queue.close();
        }
    }

    private void tell(StatusEvent event, Function<StatusEvent, byte[]> lines) {
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
}
