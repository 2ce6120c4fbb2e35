package nbe.log;

import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.event.Level;

/**
 * How much is logged, and where.
 *
 * @param level of our own components; libraries log from WARN up
 * @param file the rolling file, which gets the same lines as standard error
 * @param maxSizeMb size of a file, 1 to 1000 MB of 1,000,000 bytes
 * @param maxFiles 1 to 100, the current one included
 */
public record LogSettings(Level level, Optional<Path> file, int maxSizeMb, int maxFiles, LogFormat format) {
    /** To standard error only. */
    public static LogSettings toStandardError(Level level) {
        return new LogSettings(level, Optional.empty(), 1, 1, LogFormat.TEXT);
    }

    /** The same with another file, unless there is one. */
    public LogSettings orFile(Optional<Path> other) {
        return new LogSettings(level, file.or(() -> other), maxSizeMb, maxFiles, format);
    }

    /** The same in another format. */
    public LogSettings withFormat(LogFormat other) {
        return new LogSettings(level, file, maxSizeMb, maxFiles, other);
    }
}
