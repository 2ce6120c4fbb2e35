package nbe.pcsc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides everything about the readers: which came and went, which card is read, which UID is a placement. Takes reports and the
 * time, gives events; knows neither clock nor PC/SC. Belongs to the core's thread; no method blocks.
 */
public final class Readers {
    private static final Logger LOG = LoggerFactory.getLogger("pcsc");

    /** The readers' threads. No method waits for one of them. */
    public interface Threads {
        /** Gives a reader its thread. */
        void start(String reader);

        /** Ends a reader's thread. */
        void end(String reader);

        /** Hands a request to its reader's thread; false if the thread cannot take one. */
        boolean read(UidRequest request);

        /** Abandons the reader's thread, which hangs, and gives the reader another. */
        void replace(String reader);

        /** Without readers. */
        Threads NONE = new Threads() {
            @Override
            public void start(String reader) {}

            @Override
            public void end(String reader) {}

            @Override
            public boolean read(UidRequest request) {
                return false;
            }

            @Override
            public void replace(String reader) {}
        };
    }

    /**
     * <pre>
     *  service    report  next
     *  NEVER_SEEN up      UP: its readers have been connected for long, unless it is young
     *             down    DOWN, reported
     *  UP         up      UP: its readers have to settle
     *             down    DOWN, reported; all readers are gone
     *  DOWN       up      UP: its readers have to settle
     *             down    DOWN
     * </pre>
     */
    private enum Service {
        NEVER_SEEN,
        UP,
        DOWN
    }

    private final Set<Integer> uidLengths;
    private final Threads threads;
    private final Map<String, WatchedReader> watched = new LinkedHashMap<>();
    /** Decided during the present call. */
    private final List<NfcEvent> events = new ArrayList<>();

    private Service service = Service.NEVER_SEEN;
    /** Whether readers that the next snapshot adds were connected only now, and so have to settle. */
    private boolean fresh = true;

    /** @param uidLengths lengths in bytes that count as a band, 4 to 10 */
    public Readers(Set<Integer> uidLengths, Threads threads) {
        this.uidLengths = Set.copyOf(uidLengths);
        this.threads = threads;
    }

    /** Where NFC is switched off: nobody reports. */
    public static Readers none() {
        return new Readers(Set.of(), Threads.NONE);
    }

    /**
     * Decides on a report.
     *
     * @param now monotonic nanoseconds
     * @return the events, in order
     * @throws Error that of a reader's thread which died by it
     */
    public List<NfcEvent> onReport(ReaderReport report, long now) {
        report.to(new Deciding(now));
        return takeEvents();
    }

    /** Time passed: abandons reads that hang, reports trouble that lasts. Gives the events, in order. */
    public List<NfcEvent> onTime(long now) {
        if (now - deadlineNanos() >= 0) {
            watched.values().forEach(reader -> reader.onTime(now));
        }
        return takeEvents();
    }

    /** When {@link #onTime} has something to do, monotonic nanoseconds; {@link Long#MAX_VALUE}: never. */
    public long deadlineNanos() {
        long earliest = Long.MAX_VALUE;
        for (WatchedReader reader : watched.values()) {
            earliest = Math.min(earliest, reader.deadlineNanos());
        }
        return earliest;
    }

    /** Ends the readers' threads: the daemon ends. */
    public void end() {
        watched.keySet().forEach(threads::end);
    }

    private List<NfcEvent> takeEvents() {
        if (events.isEmpty()) {
            return List.of();
        }
        List<NfcEvent> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    private final class Deciding implements ReaderReport.Receiver {
        private final long now;

        Deciding(long now) {
            this.now = now;
        }

        @Override
        public void serviceUp(ReaderReport.ServiceUp report) {
            fresh = service != Service.NEVER_SEEN || report.young();
            service = Service.UP;
            LOG.info("PC/SC service up, {}", report.readers() == 1 ? "1 reader" : report.readers() + " readers");
            events.add(new NfcEvent.ServiceUp(report.readers()));
        }

        @Override
        public void serviceDown(ReaderReport.ServiceDown report) {
            if (service == Service.DOWN) {
                LOG.debug("PC/SC service still down: {}", report.reason());
                return;
            }
            watched.values().forEach(reader -> reader.leave(now));
            watched.clear();
            service = Service.DOWN;
            LOG.info("PC/SC service down: {}", report.reason());
            events.add(new NfcEvent.ServiceDown(report.reason()));
        }

        @Override
        public void snapshot(ReaderReport.Snapshot report) {
            Set<String> names =
                    report.states().stream().map(ReaderStatus::reader).collect(Collectors.toSet());
            List<String> gone = watched.keySet().stream()
                    .filter(name -> !names.contains(name))
                    .toList();
            gone.forEach(name -> watched.remove(name).leave(report.atNanos()));
            for (ReaderStatus status : report.states()) {
                WatchedReader reader = watched.get(status.reader());
                if (reader == null) {
                    arrive(status, report.atNanos());
                } else {
                    reader.onStatus(status, report.atNanos());
                }
            }
            fresh = true;
        }

        private void arrive(ReaderStatus status, long atNanos) {
            WatchedReader reader = new WatchedReader(status, fresh, uidLengths, threads, events::add, atNanos);
            watched.put(status.reader(), reader);
            reader.arrive(status, atNanos);
        }

        @Override
        public void uidRead(ReaderReport.UidRead report) {
            WatchedReader reader = watched.get(report.request().reader());
            if (reader == null) {
                LOG.debug(
                        "{}: answer of a reader that is gone, dropped",
                        report.request().reader());
            } else {
                reader.onAnswer(report.request(), report.outcome(), now);
            }
        }

        @Override
        public void threadDied(ReaderReport.ThreadDied report) {
            throw report.fault();
        }
    }
}
