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

/** Keeps the last events, and hands each to the listener on a thread of its own, so that a slow terminal holds up nobody. */
public final class Story implements AutoCloseable {
    /** Events that wait for the listener. */
    static final int QUEUED_AT_MOST = 10_000;
    /** Events that {@link #recent} gives. */
    static final int KEPT_AT_MOST = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger("refagent");
    private static final long LAST_WORDS_MILLIS = 200;
    /** To be woken costs the thread of all connections more than the rest of an event: events are told in batches. */
    private static final long BATCH_MILLIS = 10;

    private final AgentListener listener;
    private final InstantSource clock;
    private final BlockingQueue<AgentEvent> queue = new ArrayBlockingQueue<>(QUEUED_AT_MOST);
    private final Deque<AgentEvent> kept = new ArrayDeque<>();
    private final Thread thread;
    private volatile boolean over;
    private long skipped;

    public Story(AgentListener listener, InstantSource clock, FatalErrors fatal) {
        this.listener = listener;
        this.clock = clock;
        thread = new Thread(fatal.guard(this::tell), "agent-story");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Any thread; never waits. */
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

    public List<AgentEvent> recent() {
        synchronized (kept) {
            return new ArrayList<>(kept);
        }
    }

    private void tell() {
        try {
            while (!over || !queue.isEmpty()) {
                AgentEvent event = queue.poll(100, TimeUnit.MILLISECONDS);
                if (event != null) {
                    for (; event != null; event = queue.poll()) {
                        hand(event);
                    }
                    TimeUnit.MILLISECONDS.sleep(over ? 0 : BATCH_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the story ends early, {} events untold", queue.size());
        }
    }

    private void hand(AgentEvent event) {
        try {
            listener.happened(event);
        } catch (RuntimeException e) {
            LOG.error("the listener failed at {}", event.getClass().getSimpleName(), e);
        }
    }

    /** Gives the listener a moment for what is left. */
    @Override
    public void close() {
        over = true;
        if (thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(LAST_WORDS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
