package nbe.config;

import nbe.base.Printable;
import nbe.config.value.NotAllowed;

/**
 * A problem of the configuration.
 *
 * @param position where
 * @param severity whether the daemon may start
 * @param wrong what is wrong; it begins with the name of the key whose value is rejected
 * @param remedy what is allowed instead, or what to do
 */
public record ConfigProblem(Origin position, Severity severity, String wrong, String remedy) {

    /** Whether a problem keeps the daemon from starting. */
    public enum Severity {
        /** Exit status 78. */
        ERROR,
        /** A line in the log; the daemon starts. */
        WARNING
    }

    static ConfigProblem error(Origin position, String wrong, String remedy) {
        return new ConfigProblem(position, Severity.ERROR, wrong, remedy);
    }

    static ConfigProblem warning(Origin position, String wrong, String remedy) {
        return new ConfigProblem(position, Severity.WARNING, wrong, remedy);
    }

    static ConfigProblem of(Origin position, Setting<?> setting, NotAllowed refusal) {
        return error(position, setting.name() + " " + refusal.wrong(), "allowed: " + refusal.allowed());
    }

    /** {@code file:line:column: what is wrong, what is allowed}; a variable's name instead of the position in a file; printable. */
    @Override
    public String toString() {
        return Printable.line(position.position() + ": " + wrong + ", " + remedy);
    }
}
