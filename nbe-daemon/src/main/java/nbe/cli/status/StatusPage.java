package nbe.cli.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import nbe.base.Printable;
import nbe.cli.screen.Ages;
import nbe.cli.screen.Paragraph;
import nbe.cli.screen.Styles;
import nbe.control.status.Problem;
import nbe.control.status.Status;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Makes the lines of the page: problems and their remedies first. No clock, no terminal: the same input, the same lines. */
public final class StatusPage {
    /** Columns of the page; a word that is longer, such as a URL, is not broken. */
    public static final int WIDTH = 80;

    /** Rows of a terminal that tells no other number. */
    public static final int ROWS = 24;

    private static final int LABEL = 10;
    private static final int FEWEST_BANDS = 3;

    /** The counters that have words of their own. */
    private static final List<String> COUNTED = List.of("intents_ble", "intents_nfc", "dropped", "reconnects");

    private final int rows;
    private final List<AttributedString> lines = new ArrayList<>();

    private StatusPage(int rows) {
        this.rows = rows;
    }

    /**
     * The page.
     *
     * @param rows how many lines fit: as many bands are shown as there is room for, 3 at least
     */
    public static List<AttributedString> lines(Status status, Instant now, int rows) {
        StatusPage page = new StatusPage(rows);
        page.verdict(status);
        page.plain("endpoint", endpoint(status));
        page.lines.addAll(page.part("agent", AgentLines.of(status, now)));
        page.lines.addAll(page.part("adapters", DeviceLines.adapters(status)));
        page.lines.addAll(page.part("readers", DeviceLines.readers(status)));
        page.plain(
                "air",
                counted(status.air().devices(), "device") + " advertised in the last minute, "
                        + counted(status.air().bands(), "band") + " among them");
        List<AttributedString> end =
                new ArrayList<>(page.part("counters", List.of(new AttributedString(counters(status)))));
        end.addAll(page.part("config", config(status, now)));
        page.bands(status, now, rows - page.lines.size() - end.size());
        page.lines.addAll(end);
        return page.lines;
    }

    /** What is wrong, and what to do; or that all is well. */
    private void verdict(Status status) {
        status.problems().forEach(problem -> problem("PROBLEM  ", Styles.PROBLEM, problem));
        if (status.problems().isEmpty()) {
            lines.add(good(status));
        }
        status.warnings().forEach(warning -> problem("WARNING  ", Styles.WARNING, warning));
        lines.add(AttributedString.EMPTY);
    }

    private static AttributedString good(Status status) {
        return new AttributedString(
                status.warnings().isEmpty() ? "All is well." : "No problem; what the log warns of:", Styles.GOOD);
    }

    private void problem(String head, AttributedStyle style, Problem problem) {
        List<AttributedString> text = Paragraph.lines(
                Printable.line(problem.subject()) + ": " + Printable.line(problem.text()), style, head.length(), WIDTH);
        lines.add(new AttributedString(head + text.get(0).toString().strip(), style));
        lines.addAll(text.subList(1, text.size()));
        if (!problem.remedy().isBlank()) {
            lines.addAll(Paragraph.lines(Printable.line(problem.remedy()), Styles.REMEDY, head.length() + 4, WIDTH));
        }
    }

    private static String endpoint(Status status) {
        return Printable.line(status.endpointId()) + ", version " + Printable.line(status.version()) + ", pid "
                + status.pid() + ", up " + Ages.longSpan(status.uptimeS()) + ", log level "
                + Printable.line(status.logLevel());
    }

    private void bands(Status status, Instant now, int room) {
        List<AttributedString> bands = BandRows.of(status.bands(), now);
        if (bands.isEmpty()) {
            plain("bands", "none is here");
            return;
        }
        lines.add(BandRows.heading(bands.size()));
        int most = Math.max(FEWEST_BANDS, room - 1);
        int shown = bands.size() <= most ? bands.size() : most - 1;
        lines.addAll(bands.subList(0, shown));
        if (shown < bands.size()) {
            lines.add(
                    new AttributedString("  and " + (bands.size() - shown) + " more: nbe status --json", Styles.FAINT));
        }
    }

    private static String counters(Status status) {
        Function<String, Long> of = name -> status.counters().getOrDefault(name, 0L);
        StringBuilder text = new StringBuilder();
        text.append(counted(of.apply("intents_ble"), "tap"))
                .append(" by Bluetooth, ")
                .append(of.apply("intents_nfc"))
                .append(" by NFC; ")
                .append(of.apply("dropped"))
                .append(" dropped; ")
                .append(counted(of.apply("reconnects"), "reconnect"));
        status.counters().forEach((name, count) -> {
            if (count > 0 && !COUNTED.contains(name)) {
                text.append("; ")
                        .append(Printable.line(name.replace('_', ' ')))
                        .append(' ')
                        .append(count);
            }
        });
        return text.toString();
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static List<AttributedString> config(Status status, Instant now) {
        double age = Duration.between(status.config().readAt(), now).toMillis() / 1000.0;
        String file = status.config().file().map(Printable::line).orElse("no file, the defaults count");
        List<AttributedString> config = new ArrayList<>();
        config.add(new AttributedString(file + ", read " + Ages.ago(age)));
        status.config().problems().stream()
                .filter(text -> !Said.above(status, text))
                .forEach(text -> config.add(new AttributedString(Printable.line(text), Styles.PROBLEM)));
        return config;
    }

    private void plain(String label, String text) {
        lines.addAll(part(label, List.of(new AttributedString(text))));
    }

    /** Lines with their label before the first. */
    private List<AttributedString> part(String label, List<AttributedString> texts) {
        List<AttributedString> part = new ArrayList<>();
        for (AttributedString text : texts.stream()
                .flatMap(text -> Paragraph.lines(text, WIDTH - LABEL).stream())
                .toList()) {
            part.add(new AttributedStringBuilder()
                    .styled(
                            Styles.HEADING,
                            part.isEmpty() ? label + " ".repeat(LABEL - label.length()) : " ".repeat(LABEL))
                    .append(text)
                    .toAttributedString());
        }
        return part;
    }
}
