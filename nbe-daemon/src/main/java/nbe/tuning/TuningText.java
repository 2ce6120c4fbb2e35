package nbe.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import nbe.base.Printable;
import nbe.evaluation.LabelledTap;
import nbe.recording.Recording;
import nbe.tap.BandAddress;
import nbe.tuning.TapRow.Other;

/** A tuning for people: lines of any length, in which only the tables have columns. */
public final class TuningText {
    private static final String ROW = "  %-14s  %-8s  %s";

    private TuningText() {}

    /** What was recorded, the tables, and the reasons; without the recommendations. */
    public static List<String> lines(Tuning tuning) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(tuning));
        if (tuning.phases().source() == Phases.Source.INFERRED) {
            lines.add("The recording has no mark 'tap': the holds were inferred from the levels, at "
                    + tuning.phases().holds().stream()
                            .map(LabelledTap::arriveNanos)
                            .map(nanos -> String.format(Locale.ROOT, "%.1f s", nanos / 1e9))
                            .collect(Collectors.joining(", "))
                    + ". If somebody did not tap then, mark the taps (docs/tuning.md).");
        }
        if (tuning.phases().source() == Phases.Source.MARKED
                && tuning.phases().span(Step.WALK).isPresent()) {
            lines.add("The recording does not say when work and walk began: that was inferred from the levels.");
        }
        lines.add("");
        lines.add(String.format(Locale.ROOT, ROW, "threshold, dBm", "caught", "what else it would have fired on")
                .stripTrailing());
        taps(tuning, lines);
        lines.add("");
        lines.addAll(tuning.tap().reason());
        if (!tuning.cutoffRows().isEmpty()) {
            lines.add("");
            lines.add(String.format(Locale.ROOT, ROW, "cutoff, dBm", "at work", "after walking off")
                    .stripTrailing());
            cutoffs(tuning.cutoffRows(), lines);
        }
        lines.add("");
        lines.addAll(tuning.cutoffs().reason());
        return lines;
    }

    /** {@code recommended KEY = VALUE}, a line for each key that has a recommendation. */
    public static List<String> recommendations(Tuning tuning) {
        return tuning.recommended().stream()
                .map(value -> "recommended " + value.key() + " = " + value.dbm())
                .toList();
    }

    private static String heading(Tuning tuning) {
        int holds = tuning.phases().holds().size();
        StringBuilder text = new StringBuilder(Printable.line(tuning.name()) + ": ");
        text.append(
                tuning.phases().band().equals(Recording.NAMELESS)
                        ? "the band"
                        : "band " + tuning.phases().band());
        text.append(holds == 1 ? " was held to the dongle once" : " was held to the dongle " + holds + " times");
        for (Tuning.SpanLevels levels : tuning.levels()) {
            text.append(String.format(
                    Locale.ROOT,
                    "; %s %d dBm (mostly %d to %d)",
                    levels.step().during(),
                    levels.median(),
                    levels.low(),
                    levels.high()));
        }
        if (!tuning.others().isEmpty()) {
            text.append("; also heard: ")
                    .append(tuning.others().stream().map(BandAddress::toString).collect(Collectors.joining(", ")));
        }
        return text.append(". Played with tap_detector = \"")
                .append(tuning.settings().rule().word())
                .append("\", rssi_window_tap = ")
                .append(tuning.settings().windowTap())
                .append(".")
                .toString();
    }

    private static void taps(Tuning tuning, List<String> lines) {
        List<TapRow> rows = tuning.tapRows();
        for (int from = 0; from < rows.size(); ) {
            int to = from;
            while (to + 1 < rows.size() && rows.get(to + 1).isLike(rows.get(from))) {
                to++;
            }
            TapRow row = rows.get(from);
            String others = row.others().isEmpty()
                    ? "nothing"
                    : row.others().stream().map(Other::toString).collect(Collectors.joining(", "));
            int high = row.dbm();
            int low = rows.get(to).dbm();
            boolean chosen =
                    tuning.tap().dbm().filter(dbm -> dbm >= low && dbm <= high).isPresent();
            lines.add(String.format(
                    Locale.ROOT,
                    ROW,
                    range(high, low),
                    row.caught() + " of " + tuning.phases().holds().size(),
                    others + (chosen ? "   <- " + tuning.tap().dbm().get() : "")));
            from = to + 1;
        }
    }

    private static void cutoffs(List<CutoffRow> rows, List<String> lines) {
        for (int from = 0; from < rows.size(); ) {
            CutoffRow first = rows.get(from);
            int to = from;
            while (to + 1 < rows.size()
                    && rows.get(to + 1).nearAtWork() == first.nearAtWork()
                    && rows.get(to + 1).farAfterSeconds().isPresent()
                            == first.farAfterSeconds().isPresent()) {
                to++;
            }
            CutoffRow last = rows.get(to);
            lines.add(String.format(
                    Locale.ROOT,
                    ROW,
                    range(first.dbm(), last.dbm()),
                    first.nearAtWork() ? "near" : "not near",
                    last.farAfterSeconds()
                            .map(seconds -> String.format(Locale.ROOT, "far within %.1f s", seconds))
                            .orElse("not far")));
            from = to + 1;
        }
    }

    private static String range(int high, int low) {
        return high == low ? Integer.toString(high) : high + " to " + low;
    }
}
