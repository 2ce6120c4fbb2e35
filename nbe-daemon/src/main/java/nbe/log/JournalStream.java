package nbe.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whether systemd's journal reads standard error: the variable JOURNAL_STREAM has device and inode of the journal's stream
 * (systemd.exec(5)). Processes inherit the variable, so it alone means nothing: standard error may lead elsewhere by now.
 */
final class JournalStream {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private JournalStream() {}

    /** For this process. */
    static boolean isStandardError() {
        return is(STANDARD_ERROR, System.getenv());
    }

    /** The same for a file and an environment. */
    static boolean is(Path file, Map<String, String> environment) {
        String stream = environment.getOrDefault("JOURNAL_STREAM", "");
        if (stream.isEmpty()) {
            return false;
        }
        try {
            Map<String, Object> of = Files.readAttributes(file, "unix:dev,ino");
            return stream.equals(of.get("dev") + ":" + of.get("ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException notOnThisSystem) {
            return false;
        }
    }
}
