package nbe.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import nbe.base.HostPort;
import nbe.control.net.ControlLoop;
import nbe.control.net.TcpListener;
import nbe.testing.Await;
import nbe.testing.LogLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What a collector gets at {@code [metrics] listen}. */
@Timeout(60)
class MetricsRouteTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ControlLoop loop = new ControlLoop();
    private final HttpClient client = HttpClient.newHttpClient();
    private Supplier<CompletionStage<Measurements>> source = () -> CompletableFuture.completedFuture(Samples.busy());
    private LogLines log;
    private HostPort address;
    private TcpListener listener;

    @BeforeEach
    void listen() throws IOException {
        log = LogLines.of("metrics");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = new HostPort("127.0.0.1", free.getLocalPort());
        }
        listener = TcpListener.open(
                address,
                "[metrics] listen",
                List.of(MetricsRoute.of(() -> source.get(), loop.executor())),
                loop,
                LoggerFactory.getLogger("metrics"));
        Await.until("the listener", () -> log.lines().stream().anyMatch(line -> line.contains("answers at")));
    }

    @AfterEach
    void close() {
        listener.close();
        loop.close();
        log.close();
    }

    private HttpResponse<String> ask(String method, String path, String... accept) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + address + path))
                .timeout(LONG)
                .method(method, HttpRequest.BodyPublishers.noBody());
        for (String one : accept) {
            request.header("Accept", one);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("");
    }

    @Test
    void theFormatIsOpenMetricsUnlessPlainTextIsAskedFor() throws Exception {
        HttpResponse<String> open = ask("GET", "/metrics");
        assertEquals(200, open.statusCode());
        assertEquals(TextFormat.OPEN_METRICS.contentType(), type(open));
        assertEquals(new String(TextFormat.OPEN_METRICS.write(Samples.busy()), StandardCharsets.UTF_8), open.body());
        HttpResponse<String> plain = ask("GET", "/metrics", "application/json", "text/plain;version=0.0.4");
        assertEquals(TextFormat.PROMETHEUS.contentType(), type(plain));
        assertEquals(new String(TextFormat.PROMETHEUS.write(Samples.busy()), StandardCharsets.UTF_8), plain.body());
    }

    @Test
    void nothingElseIsAnswered() throws Exception {
        assertEquals(404, ask("GET", "/v1/status").statusCode());
        assertEquals(404, ask("GET", "/").statusCode());
        assertEquals(405, ask("POST", "/metrics").statusCode());
        assertEquals(400, ask("GET", "/metrics?name=x").statusCode());
    }

    @Test
    void aDaemonThatDoesNotAnswerIsAnErrorOfItsOwn() throws Exception {
        source = () -> CompletableFuture.failedFuture(new IllegalStateException("the core has ended"));
        HttpResponse<String> answer = ask("GET", "/metrics");
        assertEquals(503, answer.statusCode());
        assertTrue(answer.body().startsWith("{\"error\":"), answer.body());
    }

    @Test
    void aPortThatAnotherHasIsAWarning() {
        try (TcpListener second =
                TcpListener.open(address, "[metrics] listen", List.of(), loop, LoggerFactory.getLogger("metrics"))) {
            Await.until("the warning", () -> !log.warnings().isEmpty());
            assertEquals(1, log.warnings().size(), log.warnings()::toString);
            String warning = log.warnings().get(0);
            assertTrue(warning.contains("[metrics] listen cannot listen at " + address), warning);
            assertTrue(warning.contains("in use"), warning);
        }
    }
}
