package nbe.cli.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nbe.cli.monitor.BandColumn.Layout;
import nbe.cli.screen.Ages;
import nbe.cli.screen.Scale;
import nbe.cli.screen.Styles;
import nbe.control.status.ThresholdsRow;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** The table of bands as lines: a heading with the scale, and a line a band. */
final class BandTable {
    private final Layout layout;
    private final Scale scale;

    BandTable(ThresholdsRow thresholds, int width, boolean blocks) {
        layout = Layout.of(width);
        scale = new Scale(layout.bar(), blocks, marks(thresholds));
    }

    private static List<Scale.Mark> marks(ThresholdsRow thresholds) {
        List<Scale.Mark> marks = new ArrayList<>();
        thresholds.far().ifPresent(dbm -> marks.add(new Scale.Mark("far", dbm)));
        thresholds.near().ifPresent(dbm -> marks.add(new Scale.Mark("near", dbm)));
        thresholds.tap().ifPresent(dbm -> marks.add(new Scale.Mark("tap", dbm)));
        marks.sort(java.util.Comparator.comparingInt(Scale.Mark::dbm));
        return marks;
    }

    /** Two lines: the names of the thresholds; the titles of the columns, with the thresholds in dBm above the bars. */
    List<AttributedString> heading() {
        StringBuilder names = new StringBuilder();
        StringBuilder titles = new StringBuilder();
        for (BandColumn column : layout.columns()) {
            boolean bar = column == BandColumn.LEVEL;
            names.append(layout.cell(column, bar ? scale.names() : ""));
            titles.append(layout.cell(column, bar ? scale.levels() : layout.title(column)));
        }
        return List.of(
                new AttributedString(names.toString().stripTrailing(), Styles.FAINT),
                new AttributedString(titles.toString().stripTrailing(), Styles.HEADING));
    }

    AttributedString line(Band band, Instant now) {
        AttributedStringBuilder line = new AttributedStringBuilder();
        for (BandColumn column : layout.columns()) {
            if (column == BandColumn.LEVEL) {
                line.append(scale.bar(band.absent() ? java.util.OptionalDouble.empty() : band.level()))
                        .append(' ');
            } else {
                line.styled(style(column, band), layout.cell(column, text(column, band, now)));
            }
        }
        return line.toAttributedString();
    }

    private String text(BandColumn column, Band band, Instant now) {
        return switch (column) {
            case ADDRESS -> band.address();
            case STATE -> state(band);
            case PROXIMITY -> proximity(band);
            case LEVEL -> "";
            case DBM ->
                band.absent() || band.level().isEmpty()
                        ? "-"
                        : Long.toString(Math.round(band.level().getAsDouble()));
            case RATE ->
                band.absent()
                        ? "-"
                        : String.format(Locale.ROOT, "%.1f", band.row().samplesPerS());
            case HEARD -> Ages.span(band.heardS());
            case TAP ->
                band.lastTap()
                        .map(tap -> tap.type() + " " + age(tap.time(), now))
                        .orElse("-");
        };
    }

    private String state(Band band) {
        if (band.absent()) {
            return "absent";
        }
        if (layout.roomy()) {
            return band.authenticated() ? "authenticated" : band.row().state();
        }
        return band.authenticated() ? "auth" : "no auth";
    }

    private String proximity(Band band) {
        boolean unknown = band.absent() || band.row().proximity().equals("unknown");
        return unknown && !layout.roomy()
                ? "-"
                : band.absent() ? "unknown" : band.row().proximity();
    }

    private String age(Instant then, Instant now) {
        double seconds = Duration.between(then, now).toMillis() / 1000.0;
        return layout.roomy() ? Ages.ago(seconds) : Ages.span(seconds);
    }

    private static AttributedStyle style(BandColumn column, Band band) {
        if (band.absent()) {
            return Styles.FAINT;
        }
        return switch (column) {
            case STATE -> band.authenticated() ? Styles.GOOD : Styles.WARNING;
            case ADDRESS, DBM -> Styles.HEADING;
            default -> Styles.PLAIN;
        };
    }
}
