package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nbe.metrics.Promtool;
import nbe.simulator.band.VirtualBand;
import nbe.testing.Await;
import nbe.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The metrics of the real program, at its port and in its file. */
class MetricsIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    final Chain chain = new Chain();

    private final HttpClient client = HttpClient.newHttpClient();

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private List<String> read(int port, String accept) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .header("Accept", accept)
                .timeout(LONG)
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer::body);
        return answer.body().lines().toList();
    }

    private List<String> await(int port, String line) throws IOException, InterruptedException {
        List<String> lines = read(port, "text/plain");
        for (int i = 0; !lines.contains(line); i++) {
            List<String> last = lines;
            assertTrue(i < 100, () -> line + " is not in\n" + String.join("\n", last));
            Await.quiet(Duration.ofMillis(100));
            lines = read(port, "text/plain");
        }
        return lines;
    }

    @Test
    void aTapIsCountedWithTheTimeThatItTook() throws Exception {
        int port = freePort();
        Path file = chain.directory().resolve("nbe.prom");
        chain.configure("metrics.listen", Chain.quoted("127.0.0.1:" + port));
        chain.configure("metrics.file", Chain.quoted(file.toString()));
        VirtualBand band = chain.band("C2:FA:D7:F0:D7:96");
        Program daemon = chain.programReady();
        await(port, "nbe_intents_total{type=\"ble\"} 0.0");
        chain.tap(band, Duration.ofSeconds(1));
        chain.awaitFrame(LONG, "intent", frame -> frame.isIntent("BLE"));
        List<String> lines = await(port, "nbe_byte_to_frame_seconds_count{type=\"ble\"} 1");
        for (String wanted : List.of(
                "nbe_intents_total{type=\"ble\"} 1.0",
                "nbe_intents_total{type=\"nfc\"} 0.0",
                "nbe_byte_to_frame_seconds_bucket{type=\"ble\",le=\"2.0\"} 1",
                "nbe_intents_dropped_total{reason=\"too_old\"} 0.0",
                "nbe_agent_connected 1.0",
                "nbe_agent_connections_total 1.0",
                "nbe_adapter_up{port=\"" + chain.directory().resolve("dongle") + "\"} 1.0",
                "nbe_bands 1.0",
                "nbe_problems 0.0")) {
            assertTrue(lines.contains(wanted), () -> wanted + " is not in\n" + String.join("\n", lines));
        }
        assertTrue(read(port, "*/*").contains("# EOF"), "OpenMetrics to who asks for nothing else");
        Await.until(LONG, "the file", () -> Files.exists(file));
        List<String> written = Files.readAllLines(file);
        assertTrue(written.contains("# TYPE nbe_intents_total counter"), written::toString);
        assertEquals(0, stop(daemon));
        assertTrue(Files.notExists(file), "a file that remains looks alive");
        assertEquals(
                "",
                Promtool.orSkip()
                        .run(
                                chain.directory(),
                                String.join("\n", lines).concat("\n").getBytes(),
                                "check",
                                "metrics"));
    }

    @Test
    void aPortThatIsTakenIsAWarningAndTheDaemonRuns() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            chain.configure("metrics.listen", Chain.quoted("127.0.0.1:" + taken.getLocalPort()));
            Program daemon = chain.programReady();
            Await.until(
                    LONG,
                    "the warning",
                    () -> daemon.err().stream()
                            .anyMatch(line -> line.contains("WARN metrics metrics.listen cannot listen at 127.0.0.1:"
                                    + taken.getLocalPort() + ": ")));
            assertEquals(0, stop(daemon));
        }
    }

    @Test
    void aReloadMovesPortAndFile() throws Exception {
        int first = freePort();
        Path config = chain.directory().resolve("metrics.toml");
        write(config, first, "one.prom");
        try (Program daemon = NbeProgram.start("run", "-c", config.toString())) {
            Path one = chain.directory().resolve("one.prom");
            Await.until(LONG, "the first file", () -> Files.exists(one));
            await(first, "nbe_agent_connected 0.0");
            int second = freePort();
            write(config, second, "two.prom");
            daemon.signal("HUP");
            Await.until(
                    LONG,
                    "the second file",
                    () -> Files.exists(chain.directory().resolve("two.prom")));
            await(second, "nbe_agent_connected 0.0");
            assertTrue(Files.notExists(one));
            assertThrows(ConnectException.class, () -> read(first, "*/*"));
            assertEquals(0, stop(daemon));
        }
    }

    private static void write(Path config, int port, String file) throws IOException {
        Files.writeString(config, """
                        agent_url = "ws://127.0.0.1:9/socket/websocket"
                        [ble]
                        enabled = false
                        [nfc]
                        enabled = false
                        [control]
                        socket = "off"
                        [metrics]
                        listen = "127.0.0.1:%d"
                        file = "%s"
                        """.formatted(port, file));
    }

    private static int stop(Program daemon) throws IOException {
        daemon.signal("TERM");
        return daemon.awaitEnd(LONG);
    }
}
