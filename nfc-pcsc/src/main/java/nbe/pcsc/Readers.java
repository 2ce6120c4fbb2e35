package nbe.pcsc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nbe.pcsc.binding.Binding;
import nbe.pcsc.binding.BindingInUse;
import nbe.pcsc.binding.ReaderStatus;
import nbe.pcsc.filter.UnmatchedEntries;
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

    /**
     * What is known of PC/SC at one moment. Immutable.
     *
     * @param down why the service does not answer, with code and remedy, in one line; empty: it does
     * @param readers every reader that the service lists and whose state is known, by name
     * @param unmatched entries of {@code [nfc] readers} that the log warns of
     * @param binding the one in use
     */
    public record View(
            Optional<String> down,
            List<ReaderView> readers,
            List<UnmatchedEntries.Unmatched> unmatched,
            BindingInUse binding) {}

    private Set<Integer> uidLengths;
    private UnmatchedEntries entries;
    private final Threads threads;
    private final Map<String, WatchedReader> watched = new LinkedHashMap<>();
    private List<ReaderStatus> unwatched = List.of();
    private String whyDown = "the PC/SC service has not answered yet";
    /** Decided during the present call. */
    private final List<NfcEvent> events = new ArrayList<>();

    private BindingInUse binding;
    private Service service = Service.NEVER_SEEN;
    /** Whether readers that the next snapshot adds were connected only now, and so have to settle. */
    private boolean fresh = true;

    public Readers(NfcSettings settings, Threads threads) {
        this.uidLengths = settings.uidLengths();
        this.entries = new UnmatchedEntries(settings.readers());
        this.binding = new BindingInUse(settings.binding(), Optional.empty());
        this.threads = threads;
    }

    /** Where NFC is switched off: nobody reports. */
    public static Readers none() {
        return new Readers(
                new NfcSettings(List.of(), Set.of(), Binding.NATIVE),
                new ReaderThreads(() -> null, report -> {}, () -> 0));
    }

    /**
     * Decides on a report.
     *
     * @param now monotonic nanoseconds
     * @return the events, in order
     * @throws Error that of a reader's thread which died by it
     */
    public List<NfcEvent> onReport(ReaderReport report, long now) {
        report.decide(this, now);
        return takeEvents();
    }

    /** Time passed: abandons reads that hang, reports trouble that lasts. Gives the events, in order. */
    public List<NfcEvent> onTime(long now) {
        if (now - deadlineNanos() >= 0) {
            watched.values().forEach(reader -> reader.onTime(now));
            entries.onTime(now).forEach(entry -> LOG.warn("{}: {}", entry.text(), entry.remedy()));
        }
        return takeEvents();
    }

    /** When {@link #onTime} has something to do, monotonic nanoseconds; {@link Long#MAX_VALUE}: never. */
    public long deadlineNanos() {
        long earliest = entries.deadlineNanos();
        for (WatchedReader reader : watched.values()) {
            earliest = Math.min(earliest, reader.deadlineNanos());
        }
        return earliest;
    }

    /**
     * From now on UIDs of these lengths count as a band, also that of a card which is being read; and entries that match no reader are
     * warned of again.
     */
    public void use(NfcSettings settings, long now) {
        uidLengths = settings.uidLengths();
        entries = new UnmatchedEntries(settings.readers());
        entries.listed(names(), now);
    }

    private List<String> names() {
        return Stream.concat(watched.keySet().stream(), unwatched.stream().map(ReaderStatus::reader))
                .toList();
    }

    private boolean isOfBand(int length) {
        return uidLengths.contains(length);
    }

    /** All that is known now. */
    public View view() {
        return new View(
                service == Service.UP ? Optional.empty() : Optional.of(whyDown), views(), entries.holding(), binding);
    }

    /** Every reader that the service lists and whose state is known, by name. */
    public List<ReaderView> views() {
        return Stream.concat(
                        watched.values().stream().map(WatchedReader::view),
                        unwatched.stream().map(status -> ReaderView.of(status, false, Optional.empty())))
                .sorted(Comparator.comparing(ReaderView::name))
                .toList();
    }

    /** Ends the readers' threads: the daemon ends, or does without readers. */
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

    void onLoaded(BindingInUse loaded) {
        binding = loaded;
        loaded.warning().ifPresent(what -> LOG.warn("{}: {}", what, BindingInUse.REMEDY));
        LOG.debug("PC/SC by the binding {}", loaded.binding().word());
    }

    void onServiceUp(int listed, boolean young) {
        fresh = service != Service.NEVER_SEEN || young;
        service = Service.UP;
        LOG.info("PC/SC service up, {}", listed == 1 ? "1 reader" : listed + " readers");
        events.add(new NfcEvent.ServiceUp(listed));
    }

    void onServiceDown(String reason, long now) {
        if (service == Service.DOWN) {
            LOG.debug("PC/SC service still down: {}", reason);
            whyDown = reason;
            return;
        }
        watched.values().forEach(reader -> reader.leave(now));
        watched.clear();
        service = Service.DOWN;
        unwatched = List.of();
        entries.listed(names(), now);
        whyDown = reason;
        LOG.info("PC/SC service down: {}", reason);
        events.add(new NfcEvent.ServiceDown(reason));
    }

    void onSnapshot(List<ReaderStatus> states, List<ReaderStatus> others, long atNanos) {
        unwatched = others;
        Set<String> names = states.stream().map(ReaderStatus::reader).collect(Collectors.toSet());
        List<String> gone =
                watched.keySet().stream().filter(name -> !names.contains(name)).toList();
        gone.forEach(name -> watched.remove(name).leave(atNanos));
        for (ReaderStatus status : states) {
            WatchedReader reader = watched.get(status.reader());
            if (reader == null) {
                reader = new WatchedReader(status, fresh, this::isOfBand, threads, events::add, atNanos);
                watched.put(status.reader(), reader);
                reader.arrive(status, atNanos);
            } else {
                reader.onStatus(status, atNanos);
            }
        }
        fresh = true;
        entries.listed(names(), atNanos);
    }

    void onUidRead(UidRequest request, UidOutcome outcome, long now) {
        WatchedReader reader = watched.get(request.reader());
        if (reader == null) {
            LOG.debug("{}: answer of a reader that is gone, dropped", request.reader());
        } else {
            reader.onAnswer(request, outcome, now);
        }
    }
}
