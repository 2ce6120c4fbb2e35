package nbe.base;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A queue of at most {@value #WAITING} entries that one thread empties each {@value #DRAIN_MILLIS} ms while it is open. Whoever puts an
 * entry in neither waits nor wakes anybody. Entries that find it full are refused: the caller counts them.
 *
 * @param <E> type of the entries
 */
public final class DrainedQueue<E> {
    /** Entries that may wait: more than one radio brings in a second (about 2,600 packets). */
    public static final int WAITING = 4_096;

    /** Interval at which the queue is emptied. */
    public static final long DRAIN_MILLIS = 25;

    private final Queue<E> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean open;
    private Future<?> timer; // guarded by this

    /** Whether entries are wanted. Any thread. */
    public boolean isOpen() {
        return open;
    }

    /** Whether nothing waits. Any thread. */
    public boolean isEmpty() {
        return waiting.get() == 0;
    }

    /** Whether the next entry would be refused: spares the caller to make it. Any thread. */
    public boolean isFull() {
        return waiting.get() >= WAITING;
    }

    /**
     * Adds an entry. Any thread.
     *
     * @return false if the queue is open and full; a closed one needs no entry
     */
    public boolean offer(E entry) {
        if (!open) {
            return true;
        }
        if (isFull()) {
            return false;
        }
        waiting.incrementAndGet();
        queue.add(entry);
        return true;
    }

    /**
     * Opens it; without effect if it is open.
     *
     * @param executor of one thread, which empties the queue
     * @param taker gets each entry
     * @param drained runs after the entries of one interval, also if there were none
     */
    public synchronized void open(ScheduledExecutorService executor, Consumer<E> taker, Runnable drained) {
        if (timer != null) {
            return;
        }
        drain(late -> {}); // of what came while it was closed the last time
        timer = executor.scheduleAtFixedRate(
                () -> {
                    drain(taker);
                    drained.run();
                },
                DRAIN_MILLIS,
                DRAIN_MILLIS,
                TimeUnit.MILLISECONDS);
        open = true;
    }

    /** Closes it; what waits is dropped. Without effect if it is closed. */
    public synchronized void close() {
        if (timer != null) {
            open = false;
            timer.cancel(false);
            timer = null;
            drain(dropped -> {});
        }
    }

    /** Takes what waits, but no more than fits, so that a flood cannot hold the thread for ever. */
    private void drain(Consumer<E> taker) {
        for (int i = 0; i < WAITING; i++) {
            E entry = queue.poll();
            if (entry == null) {
                return;
            }
            waiting.decrementAndGet();
            taker.accept(entry);
        }
    }
}
