package nbe.acceptance.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The observations of one fault: a row of the table. One thread. */
final class FaultRow {
    /** In place of doctor's lines. */
    static final List<String> NOT_ASKED = List.of("(not asked: no fault lasts)");

    private static final double NANOS_PER_SECOND = 1e9;

    private final String what;
    private final List<String> reported = new ArrayList<>();
    private final List<String> again = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final List<String> doctor = new ArrayList<>();

    FaultRow(String what) {
        this.what = what;
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.2f s", nanos / NANOS_PER_SECOND);
    }

    /** What the daemon reported to the agent, and when. */
    void reported(String text) {
        reported.add(text);
    }

    /** When the daemon used the device again. */
    void again(String text) {
        again.add(text);
    }

    /** Lines of the daemon's log; the first call counts, so a fault that takes its surroundings down logs before that. */
    void log(List<String> lines) {
        if (log.isEmpty()) {
            log.addAll(lines);
        }
    }

    /** Lines of {@code nbe doctor}. */
    void doctor(List<String> lines) {
        doctor.addAll(lines);
    }

    /** The fault ended otherwise than promised. */
    void broken(String why) {
        again.add("**PROMISE BROKEN: " + why.lines().findFirst().orElse("") + "**");
    }

    static String head() {
        return "| fault | reported to the agent | used again | log | `nbe doctor` meanwhile |\n|---|---|---|---|---|";
    }

    /** A row in Markdown. */
    @Override
    public String toString() {
        return "| " + what + " | " + cell(reported) + " | " + cell(again) + " | " + code(log) + " | " + code(doctor)
                + " |";
    }

    private static String cell(List<String> lines) {
        return lines.isEmpty() ? "-" : String.join("; ", lines);
    }

    private static String code(List<String> lines) {
        return lines.isEmpty()
                ? "-"
                : lines.stream()
                        .map(line -> "`" + line.replace("|", "\\|").replace('`', '\'') + "`")
                        .collect(Collectors.joining("<br>"));
    }
}
