package nbe.cli.monitor;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import nbe.control.status.BandRow;
import nbe.control.status.Status;

/**
 * A line a band and second, for a pipe: words without spaces, separated by one space each, {@code -} for what is unknown. The order is
 * that of {@link #HEADING}; later versions add columns at the end only.
 */
final class BandLines {
    /** Names the columns. */
    static final String HEADING =
            "# time band state proximity rssi_dbm advertisements_per_s last_heard_s last_tap_type last_tap_time";

    private BandLines() {}

    /** The lines of the bands of this answer, in its order; of a status without bands one line with {@code -} for the band. */
    static List<String> of(Instant now, Status status) {
        String time = time(now);
        return status.bands().isEmpty()
                ? List.of(time + " - absent unknown - 0.0 - - -")
                : status.bands().stream().map(band -> line(time, band)).toList();
    }

    private static String line(String time, BandRow band) {
        return String.format(
                Locale.ROOT,
                "%s %s %s %s %s %.1f %.1f %s %s",
                time,
                band.device(),
                band.state().equals("weak") ? "authenticated" : band.state(),
                band.proximity(),
                band.rssi().map(String::valueOf).orElse("-"),
                band.samplesPerS(),
                band.lastHeardS(),
                band.lastIntent().map(BandRow.LastIntent::type).orElse("-"),
                band.lastIntent().map(tap -> time(tap.time())).orElse("-"));
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
