package nbe.evaluation;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import nbe.tap.TapRule;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** An {@link Evaluation} in words: a table with the rules side by side, or one JSON object a line. */
public final class EvaluationReport {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String TOTAL = "total";
    private static final double MEDIAN = 0.5;
    private static final double P95 = 0.95;
    private static final double PERCENT = 100;
    private static final String COLUMNS = "%-10s %6s  %-9s %6s %5s %13s %5s %6s %6s %6s %6s %5s";

    private EvaluationReport() {}

    /** By group, the rules of each one below the other; then the false taps by what happens. */
    public static List<String> table(Evaluation evaluation) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                COLUMNS,
                "interval",
                "taps",
                "rule",
                "caught",
                "early",
                "missed",
                "late",
                "double",
                "false",
                "per h",
                "median",
                "p95"));
        for (String group : evaluation.groups()) {
            for (TapRule rule : TapRule.values()) {
                lines.add(row(group, rule, evaluation.ofGroup(group, rule)));
            }
        }
        for (TapRule rule : TapRule.values()) {
            lines.add(row(TOTAL, rule, evaluation.total(rule)));
        }
        lines.add("");
        StringBuilder byKind = new StringBuilder(String.format("%-20s %8s", "false taps in", "quiet h"));
        for (TapRule rule : TapRule.values()) {
            byKind.append(String.format(" %10s %7s", rule.word(), "per h"));
        }
        lines.add(byKind.toString());
        for (LabelledTrace.Kind kind : evaluation.kinds()) {
            StringBuilder line = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%-20s %8.2f",
                    kind.words(),
                    evaluation.ofKind(kind, TapRule.MEAN).quietHours()));
            for (TapRule rule : TapRule.values()) {
                Score score = evaluation.ofKind(kind, rule);
                line.append(String.format(" %10d %7s", score.falses(), text(score.falsesPerHour())));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static String row(String name, TapRule rule, Score score) {
        boolean first = rule == TapRule.values()[0];
        String missed = score.taps() == 0
                ? "-"
                : String.format(Locale.ROOT, "%d (%.1f %%)", score.missed(), PERCENT * score.missed() / score.taps());
        return String.format(
                COLUMNS,
                first ? name : "",
                first ? score.taps() : "",
                rule.word(),
                score.caught(),
                score.early(),
                missed,
                score.late(),
                score.doubles(),
                score.falses(),
                text(score.falsesPerHour()),
                text(score.delaySeconds(MEDIAN)),
                text(score.delaySeconds(P95)));
    }

    private static String text(OptionalDouble number) {
        return number.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f", number.getAsDouble());
    }

    /** One object for each group, kind and rule, and for the total. */
    public static List<String> json(Evaluation evaluation, long seed) {
        List<String> lines = new ArrayList<>();
        for (String group : evaluation.groups()) {
            for (LabelledTrace.Kind kind : evaluation.kindsOf(group)) {
                for (TapRule rule : TapRule.values()) {
                    lines.add(json(evaluation, seed, group, kind.words(), rule, evaluation.of(group, kind, rule)));
                }
            }
        }
        for (TapRule rule : TapRule.values()) {
            lines.add(json(evaluation, seed, TOTAL, "all", rule, evaluation.total(rule)));
        }
        return lines;
    }

    private static String json(Evaluation evaluation, long seed, String group, String kind, TapRule rule, Score score) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("group", group);
            json.writeStringProperty("kind", kind);
            json.writeStringProperty("rule", rule.word());
            json.writeNumberProperty("seed", seed);
            json.writeNumberProperty("threshold_dbm", evaluation.settings().tapThresholdDbm());
            json.writeNumberProperty("window_tap", evaluation.settings().windowTap());
            json.writeNumberProperty("taps", score.taps());
            json.writeNumberProperty("caught", score.caught());
            json.writeNumberProperty("early", score.early());
            json.writeNumberProperty("missed", score.missed());
            json.writeNumberProperty("late", score.late());
            json.writeNumberProperty("double", score.doubles());
            json.writeNumberProperty("false", score.falses());
            json.writeNumberProperty("quiet_hours", score.quietHours());
            number(json, "false_per_hour", score.falsesPerHour());
            number(json, "delay_median_s", score.delaySeconds(MEDIAN));
            number(json, "delay_p95_s", score.delaySeconds(P95));
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void number(JsonGenerator json, String name, OptionalDouble number) {
        if (number.isPresent()) {
            json.writeNumberProperty(name, number.getAsDouble());
        } else {
            json.writeNullProperty(name);
        }
    }
}
