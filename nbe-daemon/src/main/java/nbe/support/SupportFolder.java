package nbe.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import nbe.config.Settings;
import nbe.service.InstalledHome;

/**
 * The folder of the log, through which {@code nbe support} asks the daemon. Only an administrator or the daemon itself may write
 * there, so the file system decides who may ask; there is no port, no protocol and nothing to parse (docs/troubleshooting.md).
 */
public final class SupportFolder {
    /** Its coming asks the daemon; its going says that the answer is there. What is in it does not matter. */
    static final String REQUEST = "support.request";

    /** A recording, for {@code nbe replay}. */
    static final String SIGHTINGS = "support.sightings.csv";

    static final String EVENTS = "support.events.txt";

    /** The Debian package's, which exists where that is installed. */
    private static final Path DEBIAN = Path.of("/var/log/nymi-bluetooth-endpoint");

    private SupportFolder() {}

    /** Empty: nothing is logged to a file, and nobody can be asked. */
    public static Optional<Path> of(Settings settings) {
        return logFile(settings)
                .map(file -> file.toAbsolutePath().getParent())
                .or(() -> Optional.of(DEBIAN))
                .filter(Files::isDirectory);
    }

    /** The log of a service: the one of the configuration, else that of the Windows package. */
    static Optional<Path> logFile(Settings settings) {
        return settings.logFile().or(() -> InstalledHome.find().map(InstalledHome::log));
    }
}
