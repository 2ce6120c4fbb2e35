package nbe.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import nbe.bgapi.machine.AdapterCounter;
import nbe.control.status.AdapterRow;
import nbe.control.status.AgentRow;
import nbe.control.status.NfcRow;
import nbe.control.status.ReaderRow;
import nbe.endpoint.Counter;
import nbe.endpoint.IntentType;
import nbe.metrics.Family.Point;

/**
 * All metrics, in the order of docs/metrics.md. Every name begins with {@code nbe_}, those of the process as well: node_exporter puts
 * the lines of a textfile beside its own {@code process_…}, and then answers nothing at all if a name is there twice.
 */
final class Families {
    /** Why an intent was dropped, as the value of the label {@code reason}. */
    private static final Map<Counter, String> REASONS = Map.of(
            Counter.TAPS_NOTICED_LATE, "noticed_late",
            Counter.INTENTS_TOO_OLD, "too_old",
            Counter.INTENTS_TOO_MANY, "too_many",
            Counter.INTENTS_UNCERTAIN, "uncertain",
            Counter.INTENTS_SLEPT, "slept",
            Counter.INTENTS_ENDED, "ended");

    private static final double MILLIS_PER_SECOND = 1000;

    static final List<Family> ALL = List.of(
            Family.info(
                    "nbe_build_info",
                    "Version of the program; always 1.",
                    measured -> Labels.of("version", measured.status().version())),
            Family.gauge(
                    "nbe_start_time_seconds",
                    "When the daemon started, in seconds since 1970-01-01 UTC.",
                    measured -> measured.status().started().toEpochMilli() / MILLIS_PER_SECOND),
            Family.counters(
                    "nbe_intents_total",
                    "Taps that were recognized, by type; those whose intent was dropped are among them.",
                    measured -> byType(
                            measured,
                            type -> measured.core().intents().get(type).decided())),
            Family.counters(
                    "nbe_intents_dropped_total",
                    "Taps that the agent did not get for certain, by the reason why their intent was dropped.",
                    Families::dropped),
            Family.histograms(
                    "nbe_byte_to_frame_seconds",
                    "Time from the read of the byte that decided a tap, or the reader's report of the card, until the"
                            + " operating system had the intent's frame.",
                    measured -> List.of(IntentType.values()).stream()
                            .map(type -> new Family.Times(
                                    Labels.of("type", word(type)),
                                    measured.core().intents().get(type).handOver()))
                            .toList()),
            Family.gauge(
                    "nbe_agent_connected",
                    "Whether the agent is connected.",
                    measured -> measured.status().agent().state() == AgentRow.State.CONNECTED ? 1 : 0),
            Family.counter(
                    "nbe_agent_connections_total",
                    "Connections to the agent that were opened.",
                    measured -> measured.core().connections()),
            Family.counters(
                    "nbe_agent_connection_failures_total",
                    "Connections that ended and attempts that failed, by cause.",
                    measured -> measured.core().linkFailures().entrySet().stream()
                            .map(failures -> Point.of("cause", word(failures.getKey()), failures.getValue()))
                            .toList()),
            Family.gauges(
                    "nbe_agent_round_trip_seconds",
                    "Time until the agent answered the last ping; missing while it has answered none on this connection.",
                    measured -> measured.status().agent().roundTripMs().stream()
                            .map(millis -> Point.of(millis / MILLIS_PER_SECOND))
                            .toList()),
            Family.counters(
                    "nbe_agent_refused_messages_total",
                    "Messages that the agent refused, by operation.",
                    measured -> List.of(
                            Point.of("operation", "intent", lost(measured, Counter.INTENTS_REFUSED)),
                            Point.of("operation", "other", lost(measured, Counter.OTHERS_REFUSED)))),
            counter(
                    "nbe_agent_bad_messages_total",
                    "Messages of the agent that break the protocol.",
                    Counter.BAD_MESSAGES),
            Family.gauges(
                    "nbe_adapter_up",
                    "Whether the adapter at this port scans; the port is auto while none is attached.",
                    measured -> measured.status().adapters().stream()
                            .collect(Collectors.toMap(
                                    AdapterRow::port,
                                    row -> row.state() == AdapterRow.State.SCANNING,
                                    Boolean::logicalOr))
                            .entrySet()
                            .stream()
                            .map(up -> Point.of("port", up.getKey(), up.getValue()))
                            .toList()),
            counter(
                    "nbe_advertisements_total",
                    "Advertisements that the adapters heard.",
                    AdapterCounter.ADVERTISEMENTS),
            Family.counter(
                    "nbe_band_advertisements_total",
                    "Advertisements of bands.",
                    measured -> measured.air().bands()),
            counter(
                    "nbe_damaged_payloads_total",
                    "Advertisements that began as a band's payload does and were cut short, of an unknown version, or named no band.",
                    Counter.DAMAGED_PAYLOADS),
            counter(
                    "nbe_sightings_dropped_total",
                    "Advertisements of bands that were dropped because the core was too slow.",
                    Counter.SIGHTINGS_DROPPED),
            counter(
                    "nbe_adapter_skipped_bytes_total",
                    "Bytes from adapters that belonged to no packet.",
                    AdapterCounter.SKIPPED_BYTES),
            counter(
                    "nbe_adapter_stale_bytes_total",
                    "Bytes from adapters that were discarded because their age was not known.",
                    AdapterCounter.STALE_BYTES),
            counter("nbe_adapter_resets_total", "Resets that were sent to adapters.", AdapterCounter.RESETS),
            counter(
                    "nbe_adapter_reopens_total",
                    "Ports that were closed and opened again because the adapter did not answer.",
                    AdapterCounter.REOPENS),
            counter(
                    "nbe_adapter_restarts_total",
                    "Times that an adapter restarted by itself.",
                    AdapterCounter.DONGLE_RESTARTS),
            counter(
                    "nbe_adapter_unanswered_hellos_total",
                    "Times that a scanning adapter did not answer whether it lives.",
                    AdapterCounter.HELLO_TIMEOUTS),
            Family.gauge(
                    "nbe_bands",
                    "Bands that are not absent.",
                    measured -> measured.status().bands().size()),
            counter(
                    "nbe_bands_evicted_total",
                    "Bands that were declared absent to make room for others.",
                    Counter.BANDS_EVICTED),
            counter(
                    "nbe_band_contradictions_total",
                    "Seconds in which a band changed its state more often than a band can.",
                    Counter.CONTRADICTIONS),
            Family.gauges(
                    "nbe_nfc_up",
                    "Whether the PC/SC service answers; missing where [nfc] enabled is false.",
                    measured -> measured.status().nfc().state() == NfcRow.State.OFF
                            ? List.of()
                            : List.of(Point.of(measured.status().nfc().state() == NfcRow.State.UP ? 1 : 0))),
            Family.gauges(
                    "nbe_reader_up",
                    "Whether this watched reader answers.",
                    measured -> measured.status().readers().stream()
                            .filter(ReaderRow::watched)
                            .collect(Collectors.toMap(
                                    ReaderRow::name,
                                    row -> row.state() != ReaderRow.State.UNREACHABLE,
                                    Boolean::logicalAnd))
                            .entrySet()
                            .stream()
                            .map(up -> Point.of("reader", up.getKey(), up.getValue()))
                            .toList()),
            Family.gauge(
                    "nbe_problems",
                    "Problems that nbe status shows.",
                    measured -> measured.status().problems().size()),
            Family.gauge(
                    "nbe_warnings",
                    "Warnings that nbe status shows.",
                    measured -> measured.status().warnings().size()),
            Family.gauge(
                    "nbe_config_problems",
                    "What is wrong with the configuration file since it was put into use: changed and not read, or rejected.",
                    measured -> measured.status().config().problems().size()),
            Family.counter(
                    "nbe_log_messages_dropped_total",
                    "Log messages that were dropped because a file or standard error did not take them fast enough.",
                    measured -> measured.logMessagesDropped()),
            Family.counter(
                    "nbe_faults_total",
                    "Faults of this program that it survived.",
                    measured -> lost(measured, Counter.FAULTS) + lost(measured, Counter.ADAPTER_FAULTS)),
            Family.counters(
                    "nbe_process_cpu_seconds_total",
                    "User and system time of the process.",
                    measured -> measured.process().cpuSeconds().stream()
                            .mapToObj(Point::of)
                            .toList()),
            Family.gauges(
                    "nbe_process_resident_memory_bytes",
                    "Memory of the process that is in RAM; missing where the system is not Linux.",
                    measured -> measured.process().residentBytes().stream()
                            .mapToObj(Point::of)
                            .toList()),
            Family.gauge(
                    "nbe_heap_used_bytes",
                    "Java heap in use, garbage included.",
                    measured -> measured.process().heapUsedBytes()),
            Family.gauge(
                    "nbe_heap_max_bytes",
                    "What the Java heap may grow to.",
                    measured -> measured.process().heapMaxBytes()),
            Family.gauge(
                    "nbe_threads",
                    "Threads of the process that run Java.",
                    measured -> measured.process().threads()));

    private Families() {}

    /** All metrics with their values. */
    static MetricSnapshots of(Measurements measured) {
        return new MetricSnapshots(
                ALL.stream().map(family -> family.values().apply(measured)).toArray(MetricSnapshot[]::new));
    }

    private static Family counter(String name, String help, Counter counter) {
        return Family.counter(name, help, measured -> lost(measured, counter));
    }

    private static Family counter(String name, String help, AdapterCounter counter) {
        return Family.counter(name, help, measured -> measured.adapters().get(counter));
    }

    private static long lost(Measurements measured, Counter counter) {
        return measured.core().lost().get(counter);
    }

    private static List<Point> byType(Measurements measured, ToLongFunction<IntentType> count) {
        return List.of(IntentType.values()).stream()
                .map(type -> Point.of("type", word(type), count.applyAsLong(type)))
                .toList();
    }

    private static List<Point> dropped(Measurements measured) {
        return REASONS.entrySet().stream()
                .map(reason -> Point.of("reason", reason.getValue(), lost(measured, reason.getKey())))
                .toList();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
