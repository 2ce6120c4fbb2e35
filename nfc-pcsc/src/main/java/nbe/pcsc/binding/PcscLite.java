package nbe.pcsc.binding;

import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What pcsc-lite leaves in the file system of a Linux machine: its library, and the file that tells when its daemon started. */
public final class PcscLite {
    /** The library's name with the version of its interface. */
    public static final String LIBRARY = "libpcsclite.so.1";

    /** Written by pcscd when it starts; also when systemd starts it for the first program that connects. */
    private static final Path PID_FILE = Path.of("/run/pcscd/pcscd.pid");

    private static final Duration YOUNG = Duration.ofMillis(250);
    private static final Logger LOG = LoggerFactory.getLogger("pcsc");

    private PcscLite() {}

    /** The library where it lies in a usual folder, best first: for a loader whose cache does not know the multiarch folders. */
    public static List<Path> libraries() {
        String triplet = switch (Platform.ARCH) {
            case "x86-64" -> "x86_64-linux-gnu";
            case "aarch64" -> "aarch64-linux-gnu";
            case "arm" -> "arm-linux-gnueabihf";
            case "x86" -> "i386-linux-gnu";
            default -> Platform.ARCH + "-linux-gnu";
        };
        return Stream.of(
                        "/usr/lib/" + triplet,
                        "/lib/" + triplet,
                        "/usr/lib64",
                        "/usr/lib",
                        "/lib64",
                        "/lib",
                        "/usr/local/lib")
                .map(folder -> Path.of(folder, LIBRARY))
                .filter(Files::exists)
                .toList();
    }

    /** As {@link Pcsc#serviceIsYoung}. */
    public static boolean isYoung() {
        return isYoung(PID_FILE, InstantSource.system());
    }

    /**
     * Whether a service has started within the last 250 ms.
     *
     * @param pidFile written when it started; without it the answer is false
     * @param wall time of day
     */
    public static boolean isYoung(Path pidFile, InstantSource wall) {
        try {
            Instant started = Files.getLastModifiedTime(pidFile).toInstant();
            return Duration.between(started, wall.instant()).abs().compareTo(YOUNG) < 0;
        } catch (IOException notToBeTold) {
            LOG.debug("no {}: nothing is known of the service's age", pidFile);
            return false;
        }
    }
}
