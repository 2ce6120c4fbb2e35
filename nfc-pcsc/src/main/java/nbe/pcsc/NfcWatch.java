package nbe.pcsc;

import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import nbe.pcsc.binding.Pcsc;
import nbe.pcsc.filter.ReaderFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PC/SC readers of this machine, from {@link #start()} to {@link #close()}: the threads that report, and {@link #readers()},
 * which decides on their reports.
 *
 * <p>Threads: {@code pcsc-watch} waits for changes, one {@code reader-<name>} each reads cards; both report. All are daemon
 * threads, so one that hangs in a native call does not keep the process.
 */
public final class NfcWatch implements AutoCloseable {
    private static final int CANCEL_MILLIS = 20;
    private static final int STOP_MILLIS = 500;
    private static final Logger LOG = LoggerFactory.getLogger("pcsc");

    private final ReaderWatch watch;
    private final Thread watchThread;
    private final Readers readers;

    /**
     * @param source the library; a {@link PcscSource} outside of tests
     * @param reports takes the reports of all threads, to hand them to {@link #readers()} on the core's thread, each thread's in
     *     order; may block, for nothing is lost meanwhile: the PC/SC service goes on counting
     * @param nanoTime monotonic clock, nanoseconds
     * @param makes makes {@code pcsc-watch}, which should not keep the process alive. It runs until {@link #close}; an
     *     {@link Error} ends it sooner, which its maker has to notice
     */
    public NfcWatch(
            NfcSettings settings,
            Pcsc.Source source,
            Consumer<ReaderReport> reports,
            LongSupplier nanoTime,
            ThreadFactory makes) {
        watch = new ReaderWatch(source, new ReaderFilter(settings.readers()), nanoTime, reports);
        readers = new Readers(settings, new ReaderThreads(watch::pcsc, reports, nanoTime));
        watchThread = makes.newThread(watch);
        watchThread.setName("pcsc-watch");
    }

    /** Decides on the reports; belongs to the core's thread. {@link Readers#end} ends the readers' threads. */
    public Readers readers() {
        return readers;
    }

    /** Begins to watch; returns at once. To be called once. */
    public void start() {
        watchThread.start();
    }

    /**
     * Watches the readers of these settings from now on, within half a second, or, if the PC/SC service hangs, at the next change. The
     * rest of them is for {@link Readers#use}, and another binding needs another watch. Any thread but the core's: it waits.
     */
    public void use(NfcSettings settings) throws InterruptedException {
        ReaderFilter filter = new ReaderFilter(settings.readers());
        for (int waited = 0; !watch.use(filter) && waited < STOP_MILLIS; waited += CANCEL_MILLIS) {
            watchThread.join(CANCEL_MILLIS);
        }
    }

    /** Ends {@code pcsc-watch}, within half a second even if the PC/SC service hangs. May be called again. */
    @Override
    public void close() {
        try {
            for (int waited = 0; watchThread.isAlive() && waited < STOP_MILLIS; waited += CANCEL_MILLIS) {
                watch.stop();
                watchThread.join(CANCEL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watchThread.interrupt();
        if (watchThread.isAlive()) {
            LOG.debug("pcsc-watch hangs in a call of the PC/SC service; left behind");
        }
    }
}
