package nbe.log;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One destination with its queue and its thread. Whoever logs never waits for the destination: lines that find the queue
 * full are dropped and counted. Debug and trace lines may fill three quarters of it only, so that they go first.
 */
final class LineWriter {
    /** Some seconds of the busiest log, and no more than a few MB of heap. */
    static final int QUEUE_CHARS = 1 << 21;

    private static final int BATCH_CHARS = 1 << 16;

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

    /** Only the thread's; lines that the destination refused since it last took some. */
    private long refusedBatches;

    /**
     * Starts the thread.
     *
     * @param complaint is told once when the destination begins to fail, and once when it works again; on this thread
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
     * Takes lines to be written; any thread, never waits for the destination.
     *
     * @param lines one or more whole lines
     * @param detail whether they may go first
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

    /** Last words, after the end of the thread; the queue is empty, so nothing is overtaken. */
    private void writeLate(String lines) {
        try {
            destination.write(lines);
        } catch (IOException e) {
            droppedOthers++; // the log itself is gone, and nobody is left to tell
        }
    }

    /** Lets the thread write what is queued, close the destination and end; does not wait for it. */
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
     * {@link #beginClose()}, then waits, but no longer than told: a destination that hangs keeps its thread, which does not
     * keep the process.
     *
     * @return whether all was written
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
                more = writeNextOrGiveItUp();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    /** The log is the last to go: lines that cannot be written for want of memory, or by a fault of ours, are counted as missing. */
    private boolean writeNextOrGiveItUp() throws InterruptedException {
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
            while (queue.isEmpty() && !closing) {
                changed.await();
            }
            if (queue.isEmpty() && droppedDetails + droppedOthers == 0) {
                return false;
            }
            while (!queue.isEmpty() && batch.length() < BATCH_CHARS) {
                String lines = queue.remove();
                queuedChars -= lines.length();
                batch.append(lines);
            }
            tellDropped(batch);
        } finally {
            lock.unlock();
        }
        write(batch.toString());
        return true;
    }

    /** Where the gap ends, which is once the queue has room again. */
    private void tellDropped(StringBuilder batch) {
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
            if (refusedBatches > 0) {
                refusedBatches = 0;
                complaint.accept(destination.name() + " can be written again; lines in between are missing there");
            }
        } catch (IOException e) {
            if (refusedBatches++ == 0) {
                complaint.accept(
                        destination.name() + " cannot be written (" + e.getMessage() + "); tried again with each line");
            }
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
