package nbe.cli.monitor;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import nbe.base.Printable;
import nbe.cli.screen.Ages;
import nbe.cli.screen.Paragraph;
import nbe.cli.screen.Styles;
import nbe.control.status.Problem;
import nbe.control.status.Status;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** Makes the lines of the picture. No clock, no terminal: the same input, the same lines. */
final class Picture {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int MOST_TAPS = 5;
    private static final int MOST_PROBLEM_LINES = 4;

    /** From this height of the terminal on a line is left free between bands and taps. */
    private static final int ROOMY = 20;

    private final ZoneId zone;
    private final boolean blocks;

    /**
     * A picture.
     *
     * @param zone of the times
     * @param blocks whether the terminal shows block characters
     */
    Picture(ZoneId zone, boolean blocks) {
        this.zone = zone;
        this.blocks = blocks;
    }

    /** The picture in a terminal of this size, at most {@code height} lines. */
    List<AttributedString> lines(Moment moment, View view, int width, int height) {
        if (view.help()) {
            return MonitorHelp.lines();
        }
        List<AttributedString> top = new ArrayList<>();
        top.add(title(moment, view));
        moment.lost().ifPresent(reason -> problem(top, "daemon", reason + "; tried again until it answers", "", width));
        moment.status().ifPresent(status -> {
            top.add(surroundings(status));
            if (moment.lost().isEmpty()) {
                problems(top, status.problems(), width);
            }
        });
        List<AttributedString> all = new ArrayList<>(top);
        moment.status().ifPresent(status -> {
            int rows = height - top.size() - 1; // the last line has the keys
            List<AttributedString> taps = taps(moment, Math.min(MOST_TAPS, Math.max(0, rows / 4)));
            boolean roomy = !taps.isEmpty() && height >= ROOMY;
            all.addAll(table(moment, view, status, width, rows - taps.size() - (roomy ? 1 : 0)));
            if (roomy) {
                all.add(AttributedString.EMPTY);
            }
            all.addAll(taps);
        });
        return framed(all, keys(view), height);
    }

    private AttributedString title(Moment moment, View view) {
        AttributedStringBuilder line = new AttributedStringBuilder();
        line.styled(Styles.HEADING, "nbe monitor");
        moment.status().ifPresent(status -> line.append("  ").append(Printable.line(status.endpointId())));
        line.append("  ").append(TIME.format(moment.now().atZone(zone)));
        if (view.paused()) {
            line.append("  ").styled(Styles.WARNING, "PAUSED");
        }
        if (moment.status().isEmpty() && moment.lost().isEmpty()) {
            line.append("  asking the daemon");
        }
        return line.toAttributedString();
    }

    /** Agent, adapters and readers in one line. */
    private static AttributedString surroundings(Status status) {
        AttributedStringBuilder line = new AttributedStringBuilder();
        line.append("agent ").append(Parts.agent(status.agent()));
        for (var adapter : status.adapters()) {
            line.append("  adapter ").append(Parts.adapter(adapter));
        }
        line.append("  ").append(Parts.readers(status));
        return line.toAttributedString();
    }

    private static void problems(List<AttributedString> lines, List<Problem> problems, int width) {
        if (problems.isEmpty()) {
            return;
        }
        Problem first = problems.get(0);
        problem(lines, first.subject(), first.text(), first.remedy(), width);
        if (problems.size() > 1) {
            lines.add(new AttributedString("and " + (problems.size() - 1) + " more: nbe status", Styles.PROBLEM));
        }
    }

    private static void problem(List<AttributedString> lines, String subject, String text, String remedy, int width) {
        List<AttributedString> problem = new ArrayList<>();
        problem.addAll(Paragraph.lines(
                "PROBLEM " + Printable.line(subject) + ": " + Printable.line(text), Styles.PROBLEM, 0, width));
        if (!remedy.isEmpty()) {
            problem.addAll(Paragraph.lines(Printable.line(remedy), Styles.REMEDY, 2, width));
        }
        lines.addAll(problem.subList(0, Math.min(MOST_PROBLEM_LINES, problem.size())));
    }

    private List<AttributedString> table(Moment moment, View view, Status status, int width, int rows) {
        BandTable table = new BandTable(status.thresholds(), width, blocks);
        List<AttributedString> lines = new ArrayList<>(table.heading());
        List<Band> shown = moment.bands().stream()
                .filter(view::shows)
                .sorted(view.sort().order())
                .toList();
        if (shown.isEmpty()) {
            lines.add(new AttributedString(nothing(moment, view, status), Styles.FAINT));
            return lines;
        }
        int room = Math.max(1, rows - lines.size());
        int fitting = shown.size() <= room ? shown.size() : Math.max(1, room - 1);
        shown.subList(0, fitting).forEach(band -> lines.add(table.line(band, moment.now())));
        if (fitting < shown.size()) {
            lines.add(new AttributedString(
                    "and " + (shown.size() - fitting) + " more: a higher window, or / for a part of the address",
                    Styles.FAINT));
        }
        return lines;
    }

    private static String nothing(Moment moment, View view, Status status) {
        if (!moment.bands().isEmpty()) {
            return "no band's address contains " + view.filter();
        }
        return "no band is here; " + status.air().devices() + " devices advertised in the last minute"
                + (status.air().devices() > 0 ? ": see nbe scan" : "");
    }

    private List<AttributedString> taps(Moment moment, int most) {
        List<AttributedString> lines = new ArrayList<>();
        if (most < 2 || moment.taps().isEmpty()) {
            return lines;
        }
        lines.add(new AttributedString("LAST TAPS", Styles.HEADING));
        moment.taps().stream().limit(most - 1).forEach(tap -> {
            double age = Duration.between(tap.time(), moment.now()).toMillis() / 1000.0;
            lines.add(new AttributedString(TIME.format(tap.time().atZone(zone)) + "  " + tap.type() + "  "
                    + Printable.line(tap.who()) + "  " + Ages.ago(age)));
        });
        return lines;
    }

    private static AttributedString keys(View view) {
        if (view.typing()) {
            return new AttributedStringBuilder()
                    .styled(Styles.HEADING, "/" + Printable.line(view.filter()) + "_")
                    .styled(Styles.FAINT, "  Enter keeps the filter, Esc drops it")
                    .toAttributedString();
        }
        String filter = view.filter().isEmpty() ? "" : ": " + Printable.line(view.filter());
        return new AttributedString(
                "q quit  s sort: " + view.sort() + "  / filter" + filter + "  p pause  ? help", Styles.FAINT);
    }

    /** The lines, cut or filled so that the last one stands at the bottom. */
    private static List<AttributedString> framed(List<AttributedString> lines, AttributedString last, int height) {
        List<AttributedString> framed =
                lines.stream().limit(Math.max(0, height - 1)).collect(Collectors.toCollection(ArrayList::new));
        while (framed.size() < height - 1) {
            framed.add(AttributedString.EMPTY);
        }
        framed.add(last);
        return framed;
    }
}
