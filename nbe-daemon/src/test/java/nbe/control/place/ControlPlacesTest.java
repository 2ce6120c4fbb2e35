package nbe.control.place;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlPlacesTest {
    private static final Path OWN = Path.of("/tmp/own.sock");
    private static final Path OF_USER = Path.of("/run/user/1000/nbe.sock");
    private static final Map<String, String> USER = Map.of("XDG_RUNTIME_DIR", "/run/user/1000");

    @Test
    void aServiceOpensItInItsRuntimeDirectory() {
        ControlPlaces places = new ControlPlaces(
                false, Map.of("RUNTIME_DIRECTORY", "/run/nymi-bluetooth-endpoint", "XDG_RUNTIME_DIR", "/run/user/0"));
        assertEquals(Optional.of(ControlPlaces.SERVICE), places.ofDaemon(SocketChoice.AUTO));
    }

    @Test
    void ofSeveralRuntimeDirectoriesTheFirstCounts() {
        ControlPlaces places = new ControlPlaces(false, Map.of("RUNTIME_DIRECTORY", "/run/a:/run/b"));
        assertEquals(Optional.of(Path.of("/run/a/control.sock")), places.ofDaemon(SocketChoice.AUTO));
    }

    @Test
    void aUsersOwnRunOpensItInTheUsersFolder() {
        assertEquals(Optional.of(OF_USER), new ControlPlaces(false, USER).ofDaemon(SocketChoice.AUTO));
    }

    @Test
    void withNeitherVariableThereIsNone() {
        assertEquals(Optional.empty(), new ControlPlaces(false, Map.of()).ofDaemon(SocketChoice.AUTO));
        assertEquals(
                Optional.empty(),
                new ControlPlaces(false, Map.of("XDG_RUNTIME_DIR", "relative")).ofDaemon(SocketChoice.AUTO));
    }

    @Test
    void aPathIsThatPathAndOffIsNone() {
        ControlPlaces places = new ControlPlaces(false, USER);
        assertEquals(Optional.of(OWN), places.ofDaemon(SocketChoice.at(OWN)));
        assertEquals(List.of(OWN), places.ofClient(Optional.of(SocketChoice.at(OWN))));
        assertEquals(Optional.empty(), places.ofDaemon(SocketChoice.OFF));
        assertEquals(List.of(), places.ofClient(Optional.of(SocketChoice.OFF)));
    }

    @Test
    void aCommandTriesTheServiceThenTheUser() {
        ControlPlaces places = new ControlPlaces(false, USER);
        assertEquals(List.of(ControlPlaces.SERVICE, OF_USER), places.ofClient(Optional.of(SocketChoice.AUTO)));
        assertEquals(List.of(ControlPlaces.SERVICE, OF_USER), places.ofClient(Optional.empty()));
    }

    @Test
    void onWindowsThereIsOnePlace() {
        ControlPlaces places = new ControlPlaces(true, Map.of());
        assertEquals(Optional.of(ControlPlaces.WINDOWS), places.ofDaemon(SocketChoice.AUTO));
        assertEquals(List.of(ControlPlaces.WINDOWS), places.ofClient(Optional.empty()));
    }
}
