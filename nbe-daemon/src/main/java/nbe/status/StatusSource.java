package nbe.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import nbe.air.AirWatch;
import nbe.config.Setting;
import nbe.config.Settings;
import nbe.control.status.BandRow;
import nbe.control.status.ConfigRow;
import nbe.control.status.NfcRow;
import nbe.control.status.ReaderRow;
import nbe.control.status.Status;
import nbe.control.status.ThresholdsRow;
import nbe.endpoint.CoreCounts;
import nbe.endpoint.Counter;
import nbe.endpoint.IntentType;
import nbe.log.Logging;
import nbe.tap.TapSettings;
import org.slf4j.event.Level;

/** Makes the status of a snapshot. Belongs to the control thread. */
public final class StatusSource {
    /** Counts of dropped intents, by reason. */
    private static final List<Counter> DROPPED = List.of(
            Counter.TAPS_NOTICED_LATE,
            Counter.INTENTS_TOO_OLD,
            Counter.INTENTS_TOO_MANY,
            Counter.INTENTS_UNCERTAIN,
            Counter.INTENTS_SLEPT,
            Counter.INTENTS_ENDED);

    private final String version;
    private final long startedNanos;
    private final RunningConfig config;
    private final StatusRows rows;
    private final Problems problems;
    private final LongFunction<Instant> wallTime;

    /**
     * @param version the program's
     * @param startedNanos monotonic time of the start
     * @param certificates warns of those that are about to expire, in one line each; any thread
     * @param wallTime turns a monotonic time into a time of day
     */
    public StatusSource(
            String version,
            long startedNanos,
            RunningConfig config,
            AirWatch air,
            Supplier<List<String>> certificates,
            LongFunction<Instant> wallTime) {
        this.version = version;
        this.startedNanos = startedNanos;
        this.config = config;
        this.rows = new StatusRows(config, air, wallTime);
        this.problems = new Problems(config, air, certificates);
        this.wallTime = wallTime;
    }

    StatusRows rows() {
        return rows;
    }

    /** The status. */
    public Status status(CoreSnapshot snapshot) {
        long now = snapshot.core().atNanos();
        Settings settings = config.settings();
        ConfigRow configRow = config.row();
        List<AdapterView> adapters = rows.adapters(snapshot);
        NfcRow nfc = rows.nfc(snapshot.core().nfc());
        List<BandRow> bands = snapshot.bands().stream()
                .map(band -> StatusRows.band(band, now))
                .toList();
        List<ReaderRow> readers =
                snapshot.core().nfc().readers().stream().map(StatusRows::reader).toList();
        return new Status(
                version,
                settings.value(Setting.ENDPOINT_ID),
                ProcessHandle.current().pid(),
                wallTime.apply(startedNanos).truncatedTo(ChronoUnit.MILLIS),
                TimeUnit.NANOSECONDS.toSeconds(now - startedNanos),
                level(),
                configRow,
                rows.agent(snapshot.agent(), snapshot.core().roundTripNanos()),
                rows.adapters(adapters, now),
                rows.air(now),
                readers,
                nfc,
                bands,
                counters(snapshot.core().counts()),
                problems.problems(snapshot, adapters, configRow, nfc),
                problems.warnings(snapshot, nfc),
                thresholds(settings.tap()));
    }

    /** With --verbose more than debug is logged; the word for it is none of the settings. */
    private static String level() {
        Level level = Logging.level();
        return (level == Level.TRACE ? Level.DEBUG : level).name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Long> counters(CoreCounts counts) {
        Map<String, Long> all = new LinkedHashMap<>();
        for (IntentType type : IntentType.values()) {
            all.put(
                    "intents_" + type.name().toLowerCase(Locale.ROOT),
                    counts.intents().get(type).decided());
        }
        all.put("dropped", DROPPED.stream().mapToLong(counts.lost()::get).sum());
        all.put("reconnects", Math.max(0, counts.connections() - 1));
        for (Counter counter : Counter.values()) {
            all.put(counter.name().toLowerCase(Locale.ROOT), counts.lost().get(counter));
        }
        return all;
    }

    private static ThresholdsRow thresholds(TapSettings tap) {
        Optional<Integer> threshold =
                tap.tapThresholdDbm() == TapSettings.NO_TAPS ? Optional.empty() : Optional.of(tap.tapThresholdDbm());
        return tap.hasProximity()
                ? new ThresholdsRow(threshold, Optional.of(tap.cutoffCloseDbm()), Optional.of(tap.cutoffFarDbm()))
                : new ThresholdsRow(threshold, Optional.empty(), Optional.empty());
    }
}
