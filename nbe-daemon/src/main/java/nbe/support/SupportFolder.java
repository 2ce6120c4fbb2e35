package nbe.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import nbe.config.Settings;
import nbe.service.InstalledHome;

/**
 * The folder of the log, in which {@code nbe support} asks the daemon for its recent traffic, by files. Only an administrator and the
 * daemon may write there, so the file system decides who may ask, without a port or a protocol.
 */
public final class SupportFolder {
    /** {@code nbe support} creates it to ask; the daemon deletes it when the answer is complete. Its contents are not read. */
    static final String REQUEST = "support.request";

    /** Recent sightings, as a recording for {@code nbe replay}. */
    static final String SIGHTINGS = "support.sightings.csv";

    static final String EVENTS = "support.events.txt";

    /** The Debian package's log folder. */
    private static final Path DEBIAN = Path.of("/var/log/nymi-bluetooth-endpoint");

    private SupportFolder() {}

    /** The folder; empty if the daemon logs to no file, so that it cannot be asked. */
    public static Optional<Path> of(Settings settings) {
        return logFile(settings)
                .map(file -> file.toAbsolutePath().getParent())
                .or(() -> Optional.of(DEBIAN))
                .filter(Files::isDirectory);
    }

    /** The log file: the configuration's, else the Windows package's. */
    static Optional<Path> logFile(Settings settings) {
        return settings.log().file().or(() -> InstalledHome.find().map(InstalledHome::log));
    }
}
