package nbe.cli.json;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nbe.base.Printable;
import nbe.config.ConfigProblem;
import nbe.config.ConfigReading;
import nbe.config.Setting;
import nbe.config.Settings;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * What {@code nbe check --json} prints.
 *
 * @param file the file that was read; empty: none, the defaults count
 * @param settings every setting, in the order of {@code nbe check}; none if there is an error
 * @param problems errors and warnings
 */
public record CheckJson(Optional<String> file, List<Row> settings, List<ProblemRow> problems) {
    private static final String VALUE = "value";

    /**
     * One setting.
     *
     * @param key with its section, as in {@code tls.ca_file}
     * @param value as in the file: a number, a truth value, a text or a list, of objects where the file has tables; empty: not set, and there is no default
     * @param origin as in {@code nbe.toml:12}, {@code NBE_LOG_LEVEL} or {@code default}
     */
    public record Row(String key, Optional<Object> value, String origin) {}

    /**
     * One problem.
     *
     * @param severity {@code error} or {@code warning}
     * @param position as in {@code /etc/nbe/nbe.toml:12:1}, or the name of a variable; empty: it is about no single line
     * @param remedy what is allowed instead, or what to do
     */
    public record ProblemRow(String severity, Optional<String> position, String text, Optional<String> remedy) {}

    /** @param furtherWarnings about values that are allowed, from whoever uses them */
    public static CheckJson of(ConfigReading reading, List<String> furtherWarnings) {
        List<ProblemRow> problems = new ArrayList<>();
        reading.problems().forEach(problem -> problems.add(row(problem)));
        furtherWarnings.forEach(warning ->
                problems.add(new ProblemRow("warning", Optional.empty(), Printable.line(warning), Optional.empty())));
        return new CheckJson(
                reading.file().map(Path::toString),
                reading.settings().map(CheckJson::rows).orElse(List.of()),
                problems);
    }

    private static ProblemRow row(ConfigProblem problem) {
        return new ProblemRow(
                problem.severity().name().toLowerCase(Locale.ROOT),
                Optional.of(problem.position().position()),
                Printable.line(problem.wrong()),
                Optional.of(Printable.line(problem.remedy())));
    }

    private static List<Row> rows(Settings settings) {
        return Setting.all().stream().map(setting -> row(settings, setting)).toList();
    }

    private static Row row(Settings settings, Setting<?> setting) {
        boolean unset = settings.value(setting).equals(Optional.empty());
        Optional<Object> value = unset ? Optional.empty() : Optional.of(parsed(settings.toToml(setting)));
        return new Row(setting.name(), value, settings.origin(setting).brief());
    }

    /** The value behind its TOML; a list of TOML becomes one of Java. */
    private static Object parsed(String toml) {
        Object value = Toml.parse(VALUE + " = " + toml).get(VALUE);
        return value instanceof TomlArray array
                ? array.toList().stream()
                        .map(element -> element instanceof TomlTable table ? table.toMap() : element)
                        .toList()
                : value;
    }
}
