package nbe.control.place;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The value of {@code [control] socket}.
 *
 * @param isOff the daemon opens no control socket
 * @param path where it opens it; empty with {@code "auto"} and {@code "off"}
 */
public record SocketChoice(boolean isOff, Optional<Path> path) {
    /** The service's place, or that of a user's own run. */
    public static final SocketChoice AUTO = new SocketChoice(false, Optional.empty());

    /** No control socket. */
    public static final SocketChoice OFF = new SocketChoice(true, Optional.empty());

    /** A control socket at this path. */
    public static SocketChoice at(Path path) {
        return new SocketChoice(false, Optional.of(path));
    }
}
