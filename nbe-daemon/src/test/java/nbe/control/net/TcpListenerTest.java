package nbe.control.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import nbe.base.HostPort;
import nbe.testing.Await;
import nbe.testing.LogLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
class TcpListenerTest {
    private static final Duration SOON = Duration.ofMillis(20);

    private final ControlLoop loop = new ControlLoop();
    private final LogLines log = LogLines.of("listener");

    @AfterEach
    void close() {
        loop.close();
        log.close();
    }

    private TcpListener at(String host, int port) {
        return TcpListener.open(
                new HostPort(host, port), "[x] y", List.of(), loop, SOON, LoggerFactory.getLogger("listener"));
    }

    @Test
    void aPortThatAnotherGivesUpIsHadThen() throws IOException {
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        try (TcpListener listener = at("127.0.0.1", other.getLocalPort())) {
            Await.until("the warning", () -> !log.warnings().isEmpty());
            other.close();
            Await.until("the port", () -> listener.boundAt().isPresent());
            assertEquals(1, log.warnings().size(), log.warnings()::toString);
        } finally {
            other.close();
        }
    }

    @Test
    void aNameThatNobodyKnowsIsAWarning() {
        try (TcpListener listener = at("nobody.invalid", 9464)) {
            Await.until("the warning", () -> !log.warnings().isEmpty());
            assertTrue(log.warnings().get(0).contains("nobody.invalid"), log.warnings()::toString);
            assertTrue(listener.boundAt().isEmpty());
        }
    }

    @Test
    void afterTheEndThePortIsFree() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (TcpListener listener = at("127.0.0.1", port)) {
            Await.until("the port", () -> listener.boundAt().isPresent());
        }
        // a moment later: the selector lets go of a closed channel when it selects the next time
        Await.until("the port refuses", () -> refuses(port));
    }

    private static boolean refuses(int port) {
        try (Socket taken = new Socket("127.0.0.1", port)) {
            return false;
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
