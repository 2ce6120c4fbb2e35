package nbe.control.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningDaemonTest {
    @TempDir
    Path folder;

    @Test
    void theFirstThatAnswersIsAsked() throws IOException {
        Path absent = folder.resolve("absent.sock");
        Path live = folder.resolve("live.sock");
        try (ServerSocketChannel server = bound(live)) {
            assertTrue(server.isOpen());
            Optional<ControlClient> client = new RunningDaemon(List.of(absent, live)).find();
            assertEquals(Optional.of(live), client.map(ControlClient::socket));
            client.ifPresent(ControlClient::close);
        }
    }

    @Test
    void everyPlaceThatWasTriedIsNamed() throws IOException {
        Path absent = folder.resolve("absent.sock");
        Path stale = folder.resolve("stale.sock");
        bound(stale).close();
        RunningDaemon daemon = new RunningDaemon(List.of(absent, stale));
        assertTrue(daemon.find().isEmpty());
        assertTrue(daemon.whyNot().contains(absent + " (not there)"), daemon.whyNot());
        assertTrue(daemon.whyNot().contains(stale + " (nobody answers"), daemon.whyNot());
    }

    @Test
    void offIsSaid() {
        RunningDaemon daemon = new RunningDaemon(List.of());
        assertTrue(daemon.find().isEmpty());
        assertEquals("the daemon cannot be asked: [control] socket is \"off\"", daemon.whyNot());
    }

    private static ServerSocketChannel bound(Path path) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
    }
}
