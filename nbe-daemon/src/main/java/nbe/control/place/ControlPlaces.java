package nbe.control.place;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The paths of control sockets on this system (docs/control.md). Pure. */
public final class ControlPlaces {
    /** Where the service's socket is on Linux: the unit's RuntimeDirectory, which the init script makes as well. */
    public static final Path SERVICE = Path.of("/run/nymi-bluetooth-endpoint/control.sock");

    /** Where the socket is on Windows, of the service and of a user's own run. */
    public static final Path WINDOWS = Path.of("C:\\Nymi\\Bluetooth_Endpoint\\run\\control.sock");

    private static final String SERVICE_NAME = "control.sock";
    private static final String USER_NAME = "nbe.sock";

    private final boolean windows;
    private final Map<String, String> environment;

    /**
     * @param windows whether this system is Windows
     * @param environment the process's variables
     */
    public ControlPlaces(boolean windows, Map<String, String> environment) {
        this.windows = windows;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Where a daemon with these variables opens its socket: RUNTIME_DIRECTORY (systemd.exec(5)) for a service, XDG_RUNTIME_DIR for a
     * user's own run.
     *
     * @return empty: off, or neither variable is set
     */
    public Optional<Path> ofDaemon(SocketChoice choice) {
        if (choice.isOff() || choice.path().isPresent()) {
            return choice.path();
        }
        if (windows) {
            return Optional.of(WINDOWS);
        }
        return folder("RUNTIME_DIRECTORY")
                .map(folder -> folder.resolve(SERVICE_NAME))
                .or(this::ofUser);
    }

    /**
     * Where a command looks for a running daemon, in the order in which it tries.
     *
     * @param choice what the configuration says; empty: the configuration cannot be read, or the value is wrong
     * @return empty only if the socket is off
     */
    public List<Path> ofClient(Optional<SocketChoice> choice) {
        SocketChoice wanted = choice.orElse(SocketChoice.AUTO);
        if (wanted.isOff() || wanted.path().isPresent()) {
            return wanted.path().stream().toList();
        }
        if (windows) {
            return List.of(WINDOWS);
        }
        List<Path> places = new ArrayList<>(List.of(SERVICE));
        ofUser().ifPresent(places::add);
        return List.copyOf(places);
    }

    private Optional<Path> ofUser() {
        return folder("XDG_RUNTIME_DIR").map(folder -> folder.resolve(USER_NAME));
    }

    /** The first folder of a variable that holds absolute paths with colons between; empty if it holds none. */
    private Optional<Path> folder(String variable) {
        String first = environment.getOrDefault(variable, "").split(":", 2)[0];
        try {
            return first.startsWith("/") ? Optional.of(Path.of(first)) : Optional.empty();
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }
}
