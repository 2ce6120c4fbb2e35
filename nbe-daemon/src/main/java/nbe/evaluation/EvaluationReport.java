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
    private static final String HEADS = "  %7s %13s %5s %6s %5s %7s %6s %6s";

    private EvaluationReport() {}

    /** The table; two of them, the second by what happens. */
    public static List<String> table(Evaluation evaluation) {
        List<String> lines = new ArrayList<>();
        StringBuilder rules = new StringBuilder(String.format("%-20s", ""));
        StringBuilder heads = new StringBuilder(String.format("%-12s %7s", "interval", "taps"));
        for (TapRule rule : TapRule.values()) {
            heads.append(String.format(HEADS, "caught", "missed", "late", "double", "false", "per h", "median", "p95"));
            rules.append(String.format("  %-62s", rule.word()));
        }
        lines.add(rules.toString().stripTrailing());
        lines.add(heads.toString());
        for (String group : evaluation.groups()) {
            lines.add(row(group, rule -> evaluation.ofGroup(group, rule)));
        }
        lines.add(row(TOTAL, evaluation::total));
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

    private interface ByRule {
        Score of(TapRule rule);
    }

    private static String row(String name, ByRule scores) {
        StringBuilder line = new StringBuilder(
                String.format("%-12s %7d", name, scores.of(TapRule.MEAN).taps()));
        for (TapRule rule : TapRule.values()) {
            Score score = scores.of(rule);
            String missed = score.taps() == 0
                    ? "0"
                    : String.format(Locale.ROOT, "%d (%.1f %%)", score.missed(), 100.0 * score.missed() / score.taps());
            line.append(String.format(
                    HEADS,
                    score.caught(),
                    missed,
                    score.late(),
                    score.doubles(),
                    score.falses(),
                    text(score.falsesPerHour()),
                    text(score.delaySeconds(MEDIAN)),
                    text(score.delaySeconds(P95))));
        }
        return line.toString();
    }

    private static String text(OptionalDouble number) {
        return number.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f", number.getAsDouble());
    }

    /** One object for each rule and group, and for the total. */
    public static List<String> json(Evaluation evaluation, long seed) {
        List<String> lines = new ArrayList<>();
        for (String group : evaluation.groups()) {
            for (TapRule rule : TapRule.values()) {
                lines.add(json(evaluation, seed, group, rule, evaluation.ofGroup(group, rule)));
            }
        }
        for (TapRule rule : TapRule.values()) {
            lines.add(json(evaluation, seed, TOTAL, rule, evaluation.total(rule)));
        }
        return lines;
    }

    private static String json(Evaluation evaluation, long seed, String group, TapRule rule, Score score) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("group", group);
            json.writeStringProperty("rule", rule.word());
            json.writeNumberProperty("seed", seed);
            json.writeNumberProperty("threshold_dbm", evaluation.settings().tapThresholdDbm());
            json.writeNumberProperty("window_tap", evaluation.settings().windowTap());
            json.writeNumberProperty("taps", score.taps());
            json.writeNumberProperty("caught", score.caught());
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
