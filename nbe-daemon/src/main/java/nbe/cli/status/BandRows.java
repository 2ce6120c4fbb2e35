package nbe.cli.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import nbe.base.Printable;
import nbe.cli.screen.Ages;
import nbe.cli.screen.Styles;
import nbe.control.status.BandRow;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** The bands as rows of a table, the strongest first. */
final class BandRows {
    private static final int UNKNOWN_LEVEL = -1000;

    private BandRows() {}

    static AttributedString heading(int count) {
        return new AttributedString(
                String.format(
                        Locale.ROOT,
                        FORMAT,
                        "bands: " + count,
                        "state",
                        "proximity",
                        "level",
                        "rate",
                        "heard",
                        "last tap"),
                Styles.HEADING);
    }

    private static final String FORMAT = "%-17s %-15s %-9s %8s %7s %7s  %s";

    static List<AttributedString> of(List<BandRow> bands, Instant now) {
        return bands.stream()
                .sorted(Comparator.comparing((BandRow band) -> -band.rssi().orElse(UNKNOWN_LEVEL))
                        .thenComparing(BandRow::device))
                .map(band -> row(band, now))
                .toList();
    }

    private static AttributedString row(BandRow band, Instant now) {
        boolean authenticated = band.state().equals("weak");
        String tap = band.lastIntent()
                .map(last -> last.type() + " "
                        + Ages.span(Duration.between(last.time(), now).toMillis() / 1000.0))
                .orElse("-");
        String row = String.format(
                Locale.ROOT,
                FORMAT,
                Printable.line(band.device()),
                authenticated ? "authenticated" : Printable.line(band.state()),
                Printable.line(band.proximity()),
                band.rssi().map(rssi -> rssi + " dBm").orElse("-"),
                String.format(Locale.ROOT, "%.1f/s", band.samplesPerS()),
                Ages.span(band.lastHeardS()),
                tap);
        return new AttributedStringBuilder()
                .styled(authenticated ? Styles.PLAIN : Styles.WARNING, row)
                .toAttributedString();
    }
}
