package nbe.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The result of reading the configuration.
 *
 * @param state the file that was read, as it was named
 * @param settings empty if and only if there is an error
 * @param problems all errors and warnings, in the order of the file's lines, then those of variables
 */
public record ConfigReading(FileState state, Optional<Settings> settings, List<ConfigProblem> problems) {

    /** Copies the list. */
    public ConfigReading {
        problems = List.copyOf(problems);
    }

    /** The file that was read, as it was named; empty: there is none. */
    public Optional<Path> file() {
        return state.file();
    }

    /** Problems that keep the daemon from starting (exit status 78); in order. */
    public List<ConfigProblem> errors() {
        return of(ConfigProblem.Severity.ERROR);
    }

    /** Problems that the log names; the daemon starts. In order. */
    public List<ConfigProblem> warnings() {
        return of(ConfigProblem.Severity.WARNING);
    }

    private List<ConfigProblem> of(ConfigProblem.Severity severity) {
        return problems.stream().filter(p -> p.severity() == severity).toList();
    }
}
