package nbe.log;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.event.Level;

/**
 * One sink with its queue and its thread. A thread that logs never waits for the sink: entries that find the queue full are dropped and
 * counted. Debug and trace entries may fill only three quarters of the queue, so that they are dropped first.
 */
final class LineWriter {
    /** Some seconds of the busiest log; at most 4 MB of heap. */
    static final int QUEUE_CHARS = 1 << 21;

    private static final int BATCH_CHARS = 1 << 16;
    /** A log file that somebody removes while nothing is logged is created again within 5 s. */
    private static final long CHECK_MILLIS = 2_000;

    /** Of all writers of this process. */
    private static final LongAdder DROPPED = new LongAdder();

    private final Sink sink;
    private final int queueChars;
    private final InstantSource clock;
    private final Consumer<String> complaint;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<LogEntry> queue = new ArrayDeque<>();
    private int queuedChars;
    private long droppedDetails;
    private long droppedOthers;
    private boolean held;
    private boolean closing;
    private boolean ended;

    /** Whether the last write or check failed; belongs to the thread. */
    private boolean failing;
    /** What {@link #failing} means, in words; read by any thread. */
    private volatile Optional<String> trouble = Optional.empty();

    /**
     * Starts the thread.
     *
     * @param complaint called once when the sink begins to fail, and once when it works again; on this thread
     */
    LineWriter(Sink sink, int queueChars, InstantSource clock, Consumer<String> complaint) {
        this.sink = sink;
        this.queueChars = queueChars;
        this.clock = clock;
        this.complaint = complaint;
        this.thread = new Thread(this::run, "log-" + sink.name().replace(' ', '-'));
        thread.setDaemon(true);
        thread.start();
    }

    /** How many entries were dropped since the start of the process, by all writers together. Any thread. */
    static long dropped() {
        return DROPPED.sum();
    }

    /** Queues an entry, or drops and counts it; any thread, never waits for the sink. */
    void offer(LogEntry entry) {
        if (!sink.takes(entry)) {
            return;
        }
        lock.lock();
        try {
            if (ended) {
                writeLate(entry);
            } else if (queuedChars + entry.chars() <= (entry.isDetail() ? queueChars / 4 * 3 : queueChars)) {
                queue.add(entry);
                queuedChars += entry.chars();
                changed.signalAll();
            } else if (entry.isDetail()) {
                droppedDetails++;
                DROPPED.increment();
            } else {
                droppedOthers++;
                DROPPED.increment();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes an entry after the end of the thread; the queue is empty then, so entries stay in order. */
    private void writeLate(LogEntry entry) {
        try (Sink open = sink) {
            open.write(List.of(entry));
        } catch (IOException e) {
            droppedOthers++; // there is no log left to report it in
            DROPPED.increment();
        }
    }

    /** From now on entries wait in the queue, or go on, until this is called again or the writer is closed. */
    void hold(boolean hold) {
        lock.lock();
        try {
            held = hold;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Makes the thread write what is queued, close the sink and end; does not wait for it. */
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
     * The same, and waits for it. A sink that hangs keeps its thread, a daemon thread.
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

    /** Whether everything is written and the sink is closed. */
    boolean hasEnded() {
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
                DROPPED.increment();
                return !closing;
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean writeNext() throws InterruptedException {
        List<LogEntry> batch = new ArrayList<>();
        lock.lock();
        try {
            boolean signalled = true;
            while (nothingToDo() && signalled) {
                signalled = changed.await(CHECK_MILLIS, TimeUnit.MILLISECONDS);
            }
            if (queue.isEmpty() && closing && droppedDetails + droppedOthers == 0) {
                return false;
            }
            if (!nothingToDo()) {
                takeBatch(batch);
                reportDropped(batch);
            }
        } finally {
            lock.unlock();
        }
        if (batch.isEmpty()) {
            check();
        } else {
            write(batch);
        }
        return true;
    }

    private boolean nothingToDo() {
        return !closing && (held || queue.isEmpty());
    }

    private void takeBatch(List<LogEntry> batch) {
        for (int chars = 0; !queue.isEmpty() && chars < BATCH_CHARS; ) {
            LogEntry entry = queue.remove();
            queuedChars -= entry.chars();
            chars += entry.chars();
            batch.add(entry);
        }
    }

    private void check() {
        try {
            sink.check();
        } catch (IOException e) {
            onFailure(e);
        }
    }

    /** Says how many messages are missing, at the place of the gap: once the queue has room again. */
    private void reportDropped(List<LogEntry> batch) {
        if (droppedDetails + droppedOthers > 0 && queuedChars < queueChars / 2) {
            String message = (droppedDetails + droppedOthers) + " log messages are missing here, " + droppedDetails
                    + " of them DEBUG or TRACE: " + sink.name() + " did not take them fast enough";
            batch.add(new LogEntry(clock.instant(), Level.WARN, "log", message));
            droppedDetails = 0;
            droppedOthers = 0;
        }
    }

    private void write(List<LogEntry> batch) {
        try {
            sink.write(batch);
            if (failing) {
                failing = false;
                trouble = Optional.empty();
                complaint.accept(sink.name() + " can be written again; lines in between are missing there");
            }
        } catch (IOException e) {
            onFailure(e);
        }
    }

    private void onFailure(IOException e) {
        if (!failing) {
            failing = true;
            String what = sink.name() + " cannot be written (" + e.getMessage() + ")";
            trouble = Optional.of(what);
            complaint.accept(what + "; tried again with each line");
        }
    }

    /** Why the sink cannot be written at present; empty: it can. Any thread. */
    Optional<String> trouble() {
        return trouble;
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            sink.close();
        } catch (IOException e) {
            complaint.accept(sink.name() + " cannot be closed (" + e.getMessage() + ")");
        } finally {
            lock.unlock();
        }
    }
}
