package nbe.referenceagent.console;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import nbe.referenceagent.net.FatalErrors;
import nbe.referenceagent.switchboard.AgentEvent;
import nbe.referenceagent.switchboard.AgentListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last events and passes each to the listener on its thread {@code agent-events}, so that a slow terminal does not delay
 * the connections. Beyond {@value #QUEUED_AT_MOST} waiting events it counts further ones and reports the number.
 */
public final class EventDispatcher implements AutoCloseable {
    /** Events that wait for the listener at most. */
    static final int QUEUED_AT_MOST = 10_000;
    /** Events that {@link #recent} returns at most. */
    static final int KEPT_AT_MOST = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger("refagent");
    private static final long END_MILLIS = 200;
    /** Waking the thread costs the event loop more than the rest of an event, so events are passed on in batches. */
    private static final long BATCH_MILLIS = 10;

    private final AgentListener listener;
    private final InstantSource clock;
    private final BlockingQueue<AgentEvent> queue = new ArrayBlockingQueue<>(QUEUED_AT_MOST);
    private final Deque<AgentEvent> kept = new ArrayDeque<>();
    private final Thread thread;
    private volatile boolean closed;
    private long skipped;

    /** Not started yet. */
    public EventDispatcher(AgentListener listener, InstantSource clock, FatalErrors fatal) {
        this.listener = listener;
        this.clock = clock;
        thread = new Thread(fatal.guard(this::run), "agent-events");
        thread.setDaemon(true);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** Adds an event. Any thread; never waits. */
    public void add(AgentEvent event) {
        synchronized (kept) {
            if (kept.size() == KEPT_AT_MOST) {
                kept.removeFirst();
            }
            kept.addLast(event);
            if (skipped > 0 && queue.offer(new AgentEvent.Skipped(clock.instant(), skipped))) {
                skipped = 0;
            }
            if (skipped > 0 || !queue.offer(event)) {
                skipped++;
            }
        }
    }

    /** The last events, oldest first. Any thread. */
    public List<AgentEvent> recent() {
        synchronized (kept) {
            return new ArrayList<>(kept);
        }
    }

    private void run() {
        try {
            while (!closed || !queue.isEmpty()) {
                AgentEvent event = queue.poll(100, TimeUnit.MILLISECONDS);
                if (event != null) {
                    for (; event != null; event = queue.poll()) {
                        pass(event);
                    }
                    TimeUnit.MILLISECONDS.sleep(closed ? 0 : BATCH_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted with {} events waiting", queue.size());
        }
    }

    private void pass(AgentEvent event) {
        try {
            listener.happened(event);
        } catch (RuntimeException e) {
            LOG.error("the listener failed at {}", event.getClass().getSimpleName(), e);
        }
    }

    /** Waits up to 200 ms until the listener has the remaining events, then ends the thread. */
    @Override
    public void close() {
        closed = true;
        if (thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
