package nbe.pcsc;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import nbe.pcsc.KnownReaders.News;
import nbe.pcsc.binding.Pcsc;
import nbe.pcsc.binding.PcscCode;
import nbe.pcsc.binding.PcscContext;
import nbe.pcsc.binding.PcscException;
import nbe.pcsc.binding.ReaderStatus;
import nbe.pcsc.binding.Recovery;
import nbe.pcsc.binding.ServiceText;
import nbe.pcsc.filter.ReaderFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of the thread {@code pcsc-watch}: owns the watching context, waits in SCardGetStatusChange for all readers at once, and
 * reports whole lists of states. Never gives up: when the service is lost it reports that, and makes a new context.
 * {@link WatchState} decides what to ask next.
 */
final class ReaderWatch implements Runnable {
    /** Pause before the next attempt: the service may come back at any time, and an attempt costs next to nothing. */
    static final int RETRY_MILLIS = 500;

    /** The same where the service refuses us: pcscd writes a line to the system's log for each refusal. */
    static final int REFUSED_RETRY_MILLIS = 2_000;

    /** The same without a library. */
    static final int NO_LIBRARY_RETRY_MILLIS = 5_000;

    /** Pause after a wake without news, where {@link WatchState#EMPTY_WAKES} came before. */
    static final int EMPTY_WAKE_MILLIS = 200;

    private static final Logger LOG = LoggerFactory.getLogger("pcsc");

    private final Pcsc.Source source;
    private final LongSupplier nanoTime;
    private final Consumer<ReaderReport> reports;
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** Why the last context was lost, until the next attempt has succeeded or given a better reason. */
    private Optional<String> lost = Optional.empty();

    /** How many attempts in a row the service has refused. */
    private int refusals;

    /** Written by any thread, read by this one. */
    private volatile ReaderFilter filter;

    /** The filter that this thread has taken. Written by this thread, read by any; so are the next two. */
    private volatile ReaderFilter taken;

    private volatile Pcsc pcsc;

    private volatile PcscContext context;

    /** @param reports takes the reports; may block */
    ReaderWatch(Pcsc.Source source, ReaderFilter filter, LongSupplier nanoTime, Consumer<ReaderReport> reports) {
        this.source = source;
        this.filter = filter;
        this.nanoTime = nanoTime;
        this.reports = reports;
    }

    /** The library; null before the first {@link ReaderReport.ServiceUp}. For any thread. */
    Pcsc pcsc() {
        return pcsc;
    }

    /** From another thread: ends the loop. A wait that begins at this very moment may miss it, so call it again. */
    void stop() {
        stopping.countDown();
        wake();
    }

    /**
     * From another thread: watches the readers of this filter from now on. A wait that begins at this very moment may miss it, so call it
     * again until it returns true.
     */
    boolean use(ReaderFilter other) {
        filter = other;
        if (context == null || taken == other) {
            return true; // the next context begins with it
        }
        wake();
        return false;
    }

    private void wake() {
        PcscContext waiting = context;
        if (waiting != null) {
            waiting.cancel();
        }
    }

    private ReaderFilter takeFilter() {
        taken = filter;
        return taken;
    }

    @Override
    public void run() {
        try {
            while (isRunning()) {
                pause(session());
            }
        } catch (InterruptedException e) {
            LOG.trace("pcsc-watch interrupted");
        }
    }

    private boolean isRunning() {
        return stopping.getCount() > 0;
    }

    /** Loads the library if need be, and watches with one context until that is lost; gives the pause before the next, ms. */
    private int session() throws InterruptedException {
        try {
            if (pcsc == null) {
                pcsc = source.load();
                reports.accept(new ReaderReport.Loaded(pcsc.binding()));
            }
        } catch (RuntimeException | LinkageError e) {
            return down(ServiceText.noLibrary(e), NO_LIBRARY_RETRY_MILLIS);
        }
        PcscContext fresh;
        try {
            fresh = pcsc.newContext();
        } catch (PcscException e) {
            refusals = e.code().recovery() == Recovery.ASK_ADMINISTRATOR ? refusals + 1 : 0;
            if (refusals == 1 && lost.isPresent()) {
                return RETRY_MILLIS; // a pcscd that dies while it greets a client looks like one that refuses it
            }
            lost = Optional.empty();
            return down(ServiceText.of(e), refusals > 0 ? REFUSED_RETRY_MILLIS : RETRY_MILLIS);
        } catch (UnsatisfiedLinkError e) { // a library without a function that we need
            return down(ServiceText.noLibrary(e), NO_LIBRARY_RETRY_MILLIS);
        }
        refusals = 0;
        lost.ifPresent(why -> down(why, 0));
        lost = Optional.empty();
        long sinceNanos = nanoTime.getAsLong();
        try (fresh) {
            context = fresh;
            watch(fresh);
        } catch (PcscException e) {
            LOG.debug("watch ended: {}", e.getMessage());
            lost = Optional.of(ServiceText.of(e));
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            LOG.error("fault in the reader watch; it begins anew", e);
            lost = Optional.of(e.toString());
        } finally {
            context = null;
        }
        // Asked at once, a service that has just gone names the best reason; one that fails at once is given time.
        return nanoTime.getAsLong() - sinceNanos > TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS) ? 0 : RETRY_MILLIS;
    }

    private int down(String reason, int pauseMillis) {
        reports.accept(new ReaderReport.ServiceDown(reason));
        return pauseMillis;
    }

    private void watch(PcscContext context) throws PcscException, InterruptedException {
        List<String> listed = context.readers();
        reports.accept(new ReaderReport.ServiceUp(listed.size(), pcsc.serviceIsYoung()));
        KnownReaders readers = new KnownReaders(this::takeFilter, listed);
        WatchState state = new WatchState.FirstLook(true);
        while (isRunning()) {
            state = look(context, readers, state);
            if (state.emptyWakes() >= WatchState.EMPTY_WAKES) {
                pause(EMPTY_WAKE_MILLIS);
            }
        }
    }

    /** Waits for a change, reports it, and gives the next state. */
    private WatchState look(PcscContext context, KnownReaders readers, WatchState state)
            throws PcscException, InterruptedException {
        List<ReaderStatus> states;
        try {
            states = await(context, readers.asked(state.asksPseudoReader()), state.waitMillis());
        } catch (PcscException e) {
            if (e.code() == PcscCode.INVALID_PARAMETER && state.asksPseudoReader()) {
                return state.withoutPseudoReader(); // pcsc-lite takes as many states as it can have readers
            }
            boolean woken = e.code() == PcscCode.CANCELLED && isRunning();
            if (!woken && e.code().recovery() != Recovery.READER_GONE) {
                throw e;
            }
            LOG.debug("the list of readers is read again: {}", e.getMessage());
            return report(EnumSet.of(News.LIST_OUTDATED), nanoTime.getAsLong(), context, readers, state);
        }
        long nowNanos = nanoTime.getAsLong();
        return report(readers.take(states), nowNanos, context, readers, state);
    }

    private List<ReaderStatus> await(PcscContext context, List<ReaderStatus> asked, int millis)
            throws PcscException, InterruptedException {
        if (asked.isEmpty()) {
            pause(WatchState.POLL_MILLIS);
            return List.of();
        }
        return context.awaitChange(asked, millis);
    }

    private WatchState report(
            Set<News> news, long nowNanos, PcscContext context, KnownReaders readers, WatchState state)
            throws PcscException {
        if (KnownReaders.listMayHaveChanged(news)) {
            news.addAll(readers.takeList(context.readers()));
        }
        if (state.isFirst() || KnownReaders.isReportable(news)) {
            reports.accept(new ReaderReport.Snapshot(readers.states(), readers.unwatched(), nowNanos));
        }
        return state.after(WatchState.Wake.of(news));
    }

    private void pause(int millis) throws InterruptedException {
        if (millis > 0 && stopping.await(millis, TimeUnit.MILLISECONDS)) {
            LOG.trace("pcsc-watch asked to stop");
        }
    }
}
