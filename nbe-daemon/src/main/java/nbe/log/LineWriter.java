package nbe.log;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One destination with its queue and its thread. A thread that logs never waits for the destination: lines that find the queue full
 * are dropped and counted. Debug and trace lines may fill only three quarters of the queue, so that they are dropped first.
 */
final class LineWriter {
    /** Some seconds of the busiest log; at most 4 MB of heap. */
    static final int QUEUE_CHARS = 1 << 21;

    private static final int BATCH_CHARS = 1 << 16;
    /** A log file that somebody removes while nothing is logged is created again within 5 s. */
    private static final long CHECK_MILLIS = 2_000;

    private final Destination destination;
    private final int queueChars;
    private final InstantSource clock;
    private final Consumer<String> complaint;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<String> queue = new ArrayDeque<>();
    private int queuedChars;
    private long droppedDetails;
    private long droppedOthers;
    private boolean closing;
    private boolean ended;

    /** Whether the last write or check failed; belongs to the thread. */
    private boolean failing;

    /**
     * Starts the thread.
     *
     * @param complaint called once when the destination begins to fail, and once when it works again; on this thread
     */
    LineWriter(Destination destination, int queueChars, InstantSource clock, Consumer<String> complaint) {
        this.destination = destination;
        this.queueChars = queueChars;
        this.clock = clock;
        this.complaint = complaint;
        this.thread = new Thread(this::run, "log-" + destination.name().replace(' ', '-'));
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Queues lines, or drops and counts them; any thread, never waits for the destination.
     *
     * @param lines one or more whole lines
     * @param detail whether they are debug or trace lines
     */
    void offer(String lines, boolean detail) {
        lock.lock();
        try {
            if (ended) {
                writeLate(lines);
            } else if (queuedChars + lines.length() <= (detail ? queueChars / 4 * 3 : queueChars)) {
                queue.add(lines);
                queuedChars += lines.length();
                changed.signalAll();
            } else if (detail) {
                droppedDetails++;
            } else {
                droppedOthers++;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes a line after the end of the thread; the queue is empty then, so lines stay in order. */
    private void writeLate(String lines) {
        try {
            destination.write(lines);
        } catch (IOException e) {
            droppedOthers++; // there is no log left to report it in
        }
    }

    /** Makes the thread write what is queued, close the destination and end; does not wait for it. */
    void beginClose() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The same, and waits for it. A destination that hangs keeps its thread, a daemon thread.
     *
     * @param atMost how long to wait
     * @return whether everything was written
     */
    boolean close(Duration atMost) {
        beginClose();
        try {
            thread.join(Math.max(1, atMost.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private void run() {
        try {
            boolean more = true;
            while (more) { // until closed and empty
                more = writeNextOrCountItLost();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    /** A lack of memory, or a fault of ours, costs the batch, which is counted as missing, and not the thread. */
    private boolean writeNextOrCountItLost() throws InterruptedException {
        try {
            return writeNext();
        } catch (RuntimeException | Error e) {
            lock.lock();
            try {
                droppedOthers++;
                return !closing;
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean writeNext() throws InterruptedException {
        StringBuilder batch = new StringBuilder();
        lock.lock();
        try {
            boolean signalled = true;
            while (queue.isEmpty() && !closing && signalled) {
                signalled = changed.await(CHECK_MILLIS, TimeUnit.MILLISECONDS);
            }
            if (queue.isEmpty() && closing && droppedDetails + droppedOthers == 0) {
                return false;
            }
            while (!queue.isEmpty() && batch.length() < BATCH_CHARS) {
                String lines = queue.remove();
                queuedChars -= lines.length();
                batch.append(lines);
            }
            reportDropped(batch);
        } finally {
            lock.unlock();
        }
        if (batch.length() == 0) {
            check();
        } else {
            write(batch.toString());
        }
        return true;
    }

    private void check() {
        try {
            destination.check();
        } catch (IOException e) {
            onFailure(e);
        }
    }

    /** Says how many lines are missing, at the place of the gap: once the queue has room again. */
    private void reportDropped(StringBuilder batch) {
        if (droppedDetails + droppedOthers > 0 && queuedChars < queueChars / 2) {
            String message = (droppedDetails + droppedOthers) + " log messages are missing here, " + droppedDetails
                    + " of them DEBUG or TRACE: " + destination.name() + " did not take them fast enough";
            batch.append(LogLine.of(clock.instant(), "WARN", "log", message));
            droppedDetails = 0;
            droppedOthers = 0;
        }
    }

    private void write(String lines) {
        try {
            destination.write(lines);
            if (failing) {
                failing = false;
                complaint.accept(destination.name() + " can be written again; lines in between are missing there");
            }
        } catch (IOException e) {
            onFailure(e);
        }
    }

    private void onFailure(IOException e) {
        if (!failing) {
            failing = true;
            complaint.accept(
                    destination.name() + " cannot be written (" + e.getMessage() + "); tried again with each line");
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            destination.close();
        } catch (IOException e) {
            complaint.accept(destination.name() + " cannot be closed (" + e.getMessage() + ")");
        } finally {
            lock.unlock();
        }
    }
}
