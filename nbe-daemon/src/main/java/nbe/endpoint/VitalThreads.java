package nbe.endpoint;

import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the threads without any of which a program is a ghost: a process that stays, and does nothing. None of them may end before
 * {@link #letEnd}. One that does, by whatever it threw or by returning, is the end of the process: it is logged as an error, and
 * whoever owns the process is told. For any thread.
 */
public final class VitalThreads implements ThreadFactory {
    private static final Logger LOG = LoggerFactory.getLogger("main");

    private final Runnable onDeath;
    private volatile boolean mayEnd;
    private volatile boolean died;

    /** @param onDeath has the process ended by another thread; called by the one that died, each time one does */
    public VitalThreads(Runnable onDeath) {
        this.onDeath = onDeath;
    }

    /** A thread that does not keep the process alive. Whoever starts it gives it its name. */
    @Override
    public Thread newThread(Runnable loop) {
        Thread thread = new Thread(() -> guard(loop), "vital");
        thread.setDaemon(true);
        return thread;
    }

    /** The program is to end: from now on they may, too. */
    public void letEnd() {
        mayEnd = true;
    }

    /** Whether none has died. */
    public boolean allLive() {
        return !died;
    }

    private void guard(Runnable loop) {
        Throwable fault = null;
        try {
            loop.run();
        } catch (Throwable thrown) { // whatever it is, it must not go unnoticed
            fault = thrown;
        }
        if (!mayEnd) {
            died = true; // first, since it needs no memory
            try {
                tell(fault);
            } finally {
                onDeath.run();
            }
        } else if (fault != null) {
            LOG.warn("{} did not end in order", Thread.currentThread().getName(), fault);
        }
    }

    private static void tell(Throwable fault) {
        String thread = Thread.currentThread().getName();
        if (fault
                instanceof
                OutOfMemoryError) { // no stack: it was wherever the last straw fell, and takes memory to print
            LOG.error("out of memory ({}), noticed by the thread {}: ending", fault.getMessage(), thread);
        } else if (fault != null) {
            LOG.error("the thread {} has died, and nothing works without it: ending", thread, fault);
        } else {
            LOG.error("the thread {} ended without having been told to, and nothing works without it: ending", thread);
        }
    }
}
