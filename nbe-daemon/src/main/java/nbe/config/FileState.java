package nbe.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A configuration file at one moment, to find out whether it has changed since.
 *
 * @param file empty: there is none
 * @param digest SHA-256 of its text in hex; empty: there is no file, or it cannot be read
 * @param unusable why it cannot be read, as {@link ConfigProblem#toString} has it
 */
public record FileState(Optional<Path> file, Optional<String> digest, Optional<String> unusable) {
    /** Whether it is the same file with the same text, or can as little be read. */
    public boolean isSame(FileState other) {
        return file.equals(other.file) && digest.equals(other.digest);
    }
}
