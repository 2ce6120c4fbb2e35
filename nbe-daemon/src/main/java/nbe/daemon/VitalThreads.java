package nbe.daemon;

import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the threads without which the program does nothing. If one of them throws or returns before {@link #letEnd}, it logs an error
 * and calls {@code onDeath}, which ends the process. For any thread.
 */
public final class VitalThreads implements ThreadFactory {
    private static final Logger LOG = LoggerFactory.getLogger("main");

    private final Runnable onDeath;
    private volatile boolean mayEnd;
    private volatile boolean died;

    /** @param onDeath lets another thread end the process; each thread that dies calls it */
    public VitalThreads(Runnable onDeath) {
        this.onDeath = onDeath;
    }

    /** A daemon thread. The caller gives it its name. */
    @Override
    public Thread newThread(Runnable loop) {
        return newThread(loop, () -> mayEnd);
    }

    /** Makes the threads of a part of the program that may end sooner than the program. */
    public Part part() {
        return new Part();
    }

    /** Threads that may end once {@link #letEnd} has been called, or the program ends. For any thread. */
    public final class Part implements ThreadFactory {
        private volatile boolean partMayEnd;

        private Part() {}

        @Override
        public Thread newThread(Runnable loop) {
            return VitalThreads.this.newThread(loop, () -> mayEnd || partMayEnd);
        }

        /** The part ends: from now on its threads may end, too. */
        public void letEnd() {
            partMayEnd = true;
        }
    }

    private Thread newThread(Runnable loop, BooleanSupplier allowedToEnd) {
        Thread thread = new Thread(() -> guard(loop, allowedToEnd), "vital");
        thread.setDaemon(true);
        return thread;
    }

    /** The program ends: from now on the threads may end, too. */
    public void letEnd() {
        mayEnd = true;
    }

    /** Whether no thread has died. */
    public boolean allLive() {
        return !died;
    }

    private void guard(Runnable loop, BooleanSupplier allowedToEnd) {
        Throwable fault = null;
        try {
            loop.run();
        } catch (Throwable thrown) { // also an Error: it ends the process
            fault = thrown;
        }
        if (!allowedToEnd.getAsBoolean()) {
            died = true; // first, since it needs no memory
            try {
                log(fault);
            } finally {
                onDeath.run();
            }
        } else if (fault != null) {
            LOG.warn("{} failed while it stopped", Thread.currentThread().getName(), fault);
        }
    }

    private static void log(Throwable fault) {
        String thread = Thread.currentThread().getName();
        // Without its stack, which takes memory to print and shows only the thread that happened to ask last.
        if (fault instanceof OutOfMemoryError) {
            LOG.error("out of memory ({}), noticed by the thread {}: ending", fault.getMessage(), thread);
        } else if (fault != null) {
            LOG.error("the thread {} has died, and nothing works without it: ending", thread, fault);
        } else {
            LOG.error("the thread {} ended unexpectedly, and nothing works without it: ending", thread);
        }
    }
}
