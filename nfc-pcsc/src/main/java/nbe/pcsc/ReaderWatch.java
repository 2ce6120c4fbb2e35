package nbe.pcsc;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of the thread {@code pcsc-watch}: owns the watching context, waits in SCardGetStatusChange for all readers at
 * once, and reports whole lists of states. Never gives up; a lost service is a report and a new context.
 */
final class ReaderWatch implements Runnable {
    /** The service may come back at any time; connecting costs next to nothing. */
    static final int RETRY_MILLIS = 500;

    /** pcscd writes a line to the system's log for each refusal. */
    static final int REFUSED_RETRY_MILLIS = 2_000;

    static final int NO_LIBRARY_RETRY_MILLIS = 5_000;

    /** Longest wait while nothing changes. */
    static final int WAIT_MILLIS = 60_000;

    /**
     * Wait after something changed, then the list is read again: pcsc-lite before 2.3 does not see a reader that comes
     * between reading the list and beginning to wait.
     */
    static final int SETTLING_MILLIS = 2_000;

    /** Without the pseudo-reader the list is read this often. */
    static final int POLL_MILLIS = 1_000;

    /** A service that keeps reporting "changed" with nothing changed is slowed down to this. */
    static final int EMPTY_WAKE_MILLIS = 200;

    private static final int EMPTY_WAKES = 3;
    private static final Logger LOG = LoggerFactory.getLogger("pcsc");
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    /** Where the reports go. A full sink makes the watch wait: nothing is lost by that, for the service goes on counting. */
    interface Sink {
        void serviceUp(Pcsc pcsc, int readers) throws InterruptedException;

        void serviceDown(String reason) throws InterruptedException;

        /** All watched readers whose state is known, at the time at which it was reported. */
        void snapshot(List<ReaderStatus> states, long atNanos) throws InterruptedException;
    }

    private final Pcsc.Source source;
    private final ReaderFilter filter;
    private final LongSupplier nanoTime;
    private final Sink sink;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private Pcsc pcsc;

    /** Why the last context was lost, until the next attempt has shown whether there is a better reason. */
    private String lost;

    private volatile PcscContext context;

    ReaderWatch(Pcsc.Source source, ReaderFilter filter, LongSupplier nanoTime, Sink sink) {
        this.source = source;
        this.filter = filter;
        this.nanoTime = nanoTime;
        this.sink = sink;
    }

    /** From another thread: ends the loop. A wait that begins at this very moment may miss it, so call it again. */
    void stop() {
        stopping.countDown();
        PcscContext waiting = context;
        if (waiting != null) {
            waiting.cancel();
        }
    }

    @Override
    public void run() {
        try {
            while (stopping.getCount() > 0) {
                pause(session());
            }
        } catch (InterruptedException e) {
            LOG.trace("pcsc-watch interrupted");
        }
    }

    /** One life of the library and a context; returns how long to wait before the next. */
    private int session() throws InterruptedException {
        try {
            if (pcsc == null) {
                pcsc = source.load();
            }
        } catch (RuntimeException | LinkageError e) {
            sink.serviceDown(ServiceText.noLibrary(e));
            return NO_LIBRARY_RETRY_MILLIS;
        }
        PcscContext fresh;
        try {
            fresh = pcsc.newContext();
        } catch (PcscException e) {
            lost = null;
            sink.serviceDown(ServiceText.of(e));
            return e.code().cure() == Cure.ASK_ADMINISTRATOR ? REFUSED_RETRY_MILLIS : RETRY_MILLIS;
        }
        if (lost != null) {
            sink.serviceDown(lost);
            lost = null;
        }
        long sinceNanos = nanoTime.getAsLong();
        try (fresh) {
            context = fresh;
            watch(fresh);
        } catch (PcscException e) {
            LOG.debug("watch ended: {}", e.getMessage());
            lost = ServiceText.of(e);
        } catch (RuntimeException | UnsatisfiedLinkError e) { // the latter: a library without a function that we need
            LOG.error("fault in the reader watch; it begins anew", e);
            lost = e.toString();
        } finally {
            context = null;
        }
        // A service that has just gone says best itself why it does not come back; one that fails at once is given
        // time.
        return nanoTime.getAsLong() - sinceNanos > TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS) ? 0 : RETRY_MILLIS;
    }

    private void watch(PcscContext context) throws PcscException, InterruptedException {
        List<String> listed = context.readers();
        sink.serviceUp(pcsc, listed.size());
        Map<String, ReaderStatus> known = new LinkedHashMap<>();
        ReaderStatus pnp = ReaderStatus.unaware(ReaderStatus.PNP);
        boolean usePnp = true;
        boolean first = true;
        boolean settled = false;
        int emptyWakes = 0;
        match(known, listed);
        while (stopping.getCount() > 0) {
            boolean relist = false;
            boolean reported = first;
            boolean timedOut = false;
            boolean pnpChanged = false;
            long nowNanos = nanoTime.getAsLong();
            List<ReaderStatus> asked = new ArrayList<>(known.values());
            if (usePnp) {
                asked.add(pnp);
            }
            try {
                List<ReaderStatus> got = List.of();
                if (asked.isEmpty()) {
                    pause(POLL_MILLIS);
                } else {
                    got = context.awaitChange(
                            asked, first ? 0 : !usePnp ? POLL_MILLIS : settled ? WAIT_MILLIS : SETTLING_MILLIS);
                }
                nowNanos = nanoTime.getAsLong();
                timedOut = got.isEmpty();
                relist = timedOut;
                for (ReaderStatus status : got) {
                    if (status.reader().equals(ReaderStatus.PNP)) {
                        pnp = status.asKnown();
                        pnpChanged = status.changed();
                        relist |= pnpChanged;
                    } else if (status.unknown()) {
                        trace(status);
                        known.remove(status.reader());
                        relist = true;
                        reported = true;
                    } else if (!status.asKnown().equals(known.get(status.reader()))) {
                        trace(status);
                        known.put(status.reader(), status.asKnown());
                        reported = true;
                    }
                }
            } catch (PcscException e) {
                if (e.code().cure() == Cure.READER_GONE) {
                    LOG.debug("reader list out of date: {}", e.getMessage());
                    relist = true;
                } else if (e.code() == PcscCode.INVALID_PARAMETER && usePnp) {
                    // pcsc-lite takes as many states as it can have readers: no room for one more, and none can come.
                    usePnp = false;
                    continue;
                } else {
                    throw e;
                }
            }
            first = false;
            boolean listChanged = false;
            if (relist) {
                List<String> now = context.readers();
                listChanged = !now.equals(listed);
                listed = now;
                usePnp |= listChanged;
                reported |= match(known, listed);
            }
            if (reported) {
                sink.snapshot(
                        known.values().stream()
                                .filter(status -> status.state() != ReaderStatus.UNAWARE)
                                .toList(),
                        nowNanos);
            }
            settled = timedOut && !listChanged;
            emptyWakes = timedOut || reported || listChanged ? 0 : emptyWakes + 1;
            if (emptyWakes >= EMPTY_WAKES) {
                usePnp &= !pnpChanged;
                pause(EMPTY_WAKE_MILLIS);
            }
        }
    }

    /** Makes the known readers those of the list; true if one was dropped. New ones are not reported before their state is. */
    private boolean match(Map<String, ReaderStatus> known, List<String> listed) {
        List<String> watched = filter.watched(listed);
        listed.stream()
                .filter(name -> !watched.contains(name))
                .forEach(name -> LOG.debug("reader {} is not watched", name));
        boolean dropped = known.keySet().retainAll(watched);
        watched.forEach(name -> known.putIfAbsent(name, ReaderStatus.unaware(name)));
        return dropped;
    }

    private void pause(int millis) throws InterruptedException {
        if (millis > 0 && stopping.await(millis, TimeUnit.MILLISECONDS)) {
            LOG.trace("pcsc-watch told to stop");
        }
    }

    private static void trace(ReaderStatus status) {
        if (LOG.isTraceEnabled()) {
            LOG.trace(
                    "{} {}{}",
                    status.reader(),
                    status.flags(),
                    status.atr() == null
                            ? ""
                            : " ATR " + HEX.formatHex(status.atr().getBytes()));
        }
    }
}
