package nbe.control.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nbe.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients get at the control socket: routing, limits, order of answers, streams. */
@Timeout(60)
class ControlServerTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int LIMIT = 64 << 10;

    @TempDir
    Path folder;

    private final ControlLoop loop = new ControlLoop();
    private final CompletableFuture<Reply> held = new CompletableFuture<>();
    private final CompletableFuture<ReplyStream> stream = new CompletableFuture<>();
    private final AtomicInteger closedStreams = new AtomicInteger();
    private Path socket;
    private ControlServer server;

    @BeforeEach
    void open() throws Exception {
        socket = folder.resolve("control.sock");
        server = ControlServer.open(
                socket,
                List.of(
                        Route.get("/hello", (request, reply) -> {
                            request.allowOnly("name");
                            String name = request.parameter("name").orElse("you");
                            reply.json(200, ("{\"hello\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8));
                        }),
                        Route.put("/echo", (request, reply) -> reply.text("text/plain", request.body())),
                        Route.get("/held", (request, reply) -> held.complete(reply)),
                        Route.get("/fault", (request, reply) -> {
                            throw new IllegalStateException("a fault made by a test");
                        }),
                        Route.get("/stream", (request, reply) -> {
                            ReplyStream begun = reply.stream("application/x-ndjson");
                            begun.onClosed(closedStreams::incrementAndGet);
                            stream.complete(begun);
                        })),
                loop);
    }

    @AfterEach
    void close() {
        server.close();
        loop.close();
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: nbe\r\n\r\n";
    }

    @ParameterizedTest
    @CsvSource({
        "GET /hello HTTP/1.1, 200, hello",
        "GET /hello?name=J%C3%B6rg HTTP/1.1, 200, Jörg",
        "GET http://nbe/hello HTTP/1.1, 200, hello",
        "GET /hello HTTP/1.0, 200, hello",
        "GET / HTTP/1.1, 404, there is no /; there are",
        "GET /hello/ HTTP/1.1, 404, there is no /hello/",
        "POST /hello HTTP/1.1, 405, /hello does not know POST; allowed: GET",
        "GET /echo HTTP/1.1, 405, /echo does not know GET; allowed: PUT",
        "GET /hello?nmae=x HTTP/1.1, 400, unknown parameter",
        "GET /hello?name=a&name=b HTTP/1.1, 400, name is given 2 times",
        "GET /hello?name=%ZZ HTTP/1.1, 400, the URL cannot be decoded",
        "GET /fault HTTP/1.1, 500, a fault of this program",
        "PRI * HTTP/2.0, 505, allowed: HTTP/1.1",
        "HELO there, 400, this is no request",
    })
    void aRequestLineIsAnswered(String line, int status, String words) {
        try (UnixClient client = new UnixClient(socket)) {
            UnixClient.Answer answer =
                    client.send(line + "\r\nHost: nbe\r\n\r\n").answer();
            assertEquals(status, answer.status(), answer.body());
            assertEquals("application/json", answer.headers().get("content-type"));
            assertTrue(answer.body().contains(words), answer.body());
            assertTrue(answer.body().startsWith(status == 200 ? "{\"hello\":" : "{\"error\":"), answer.body());
        }
    }

    @Test
    void headIsAnsweredAsGetWithoutTheBody() {
        try (UnixClient client = new UnixClient(socket)) {
            client.send("HEAD /hello HTTP/1.1\r\nHost: nbe\r\n\r\n" + get("/hello"));
            assertEquals("15", client.answer(false).headers().get("content-length"));
            assertEquals("{\"hello\":\"you\"}", client.answer().body());
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrderAndOneAtATime() throws Exception {
        try (UnixClient client = new UnixClient(socket)) {
            client.send(get("/held") + get("/hello?name=2")
                    + "PUT /echo HTTP/1.1\r\nHost: nbe\r\nContent-Length: 1\r\n\r\n3" + get("/nowhere"));
            held.get(30, TimeUnit.SECONDS).json(200, "{}".getBytes(StandardCharsets.UTF_8));
            assertEquals("{}", client.answer().body());
            assertEquals("{\"hello\":\"2\"}", client.answer().body());
            assertEquals("3", client.answer().body());
            assertEquals(404, client.answer().status());
        }
    }

    @Test
    void aConnectionStaysUntilTheClientWantsItClosed() {
        try (UnixClient client = new UnixClient(socket)) {
            assertEquals(200, client.send(get("/hello")).answer().status());
            assertEquals(404, client.send(get("/nowhere")).answer().status());
            client.send("GET /hello HTTP/1.1\r\nHost: nbe\r\nConnection: close\r\n\r\n");
            assertEquals("close", client.answer().headers().get("connection"));
            assertTrue(client.isClosed());
        }
    }

    @ParameterizedTest
    @CsvSource({"65536, 200", "65537, 413"})
    void aBodyHasALimit(int length, int status) {
        try (UnixClient client = new UnixClient(socket)) {
            client.send(
                    "PUT /echo HTTP/1.1\r\nHost: nbe\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(length));
            UnixClient.Answer answer = client.answer();
            assertEquals(status, answer.status());
            assertEquals(status == 413, answer.body().startsWith("{\"error\":\"the body has more than 65536 bytes"));
        }
    }

    @Test
    void aChunkedBodyHasTheSameLimit() {
        String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
        try (UnixClient client = new UnixClient(socket)) {
            client.send("PUT /echo HTTP/1.1\r\nHost: nbe\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(20)
                    + "0\r\n\r\n");
            assertEquals(413, client.answer().status());
            assertTrue(client.isClosed());
        }
    }

    @Test
    void aLongRequestLineIs414AndLongHeadersAre431() {
        try (UnixClient client = new UnixClient(socket)) {
            assertEquals(
                    414,
                    client.send(get("/hello?name=" + "x".repeat(LIMIT)))
                            .answer()
                            .status());
            assertTrue(client.isClosed());
        }
        try (UnixClient client = new UnixClient(socket)) {
            client.send("GET /hello HTTP/1.1\r\nX: " + "x".repeat(LIMIT) + "\r\n\r\n");
            assertEquals(431, client.answer().status());
            assertTrue(client.isClosed());
        }
        try (UnixClient client = new UnixClient(socket)) {
            assertEquals(
                    200,
                    client.send(get("/hello?name=" + "x".repeat(60_000)))
                            .answer()
                            .status());
        }
    }

    @Test
    void aBodyThatIsNoUtf8Is400() {
        try (UnixClient client = new UnixClient(socket)) {
            client.send("PUT /echo HTTP/1.1\r\nHost: nbe\r\nContent-Length: 2\r\n\r\n\u00C3\u0028");
            assertEquals(400, client.answer().status());
        }
    }

    @Test
    void theSeventeenthConnectionIs503AndClosedAndTheOthersGoOn() {
        List<UnixClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < HttpConnections.MOST; i++) {
                clients.add(new UnixClient(socket));
                assertEquals(200, clients.get(i).send(get("/hello")).answer().status());
            }
            try (UnixClient oneTooMany = new UnixClient(socket)) {
                UnixClient.Answer answer = oneTooMany.send(get("/hello")).answer();
                assertEquals(503, answer.status());
                assertTrue(answer.body().startsWith("{\"error\":\"16 connections are open"), answer.body());
                assertTrue(oneTooMany.isClosed());
            }
            for (UnixClient client : clients) {
                assertEquals(200, client.send(get("/hello")).answer().status());
            }
            clients.remove(0).close();
            Await.until(
                    LONG,
                    "a place is free",
                    () -> UnixClient.get(socket, "/hello").status() == 200);
        } finally {
            clients.forEach(UnixClient::close);
        }
    }

    @Test
    void aStreamGoesOnUntilTheClientLeaves() throws Exception {
        UnixClient client = new UnixClient(socket);
        client.send(get("/stream") + get("/hello"));
        assertEquals("chunked", client.answer().headers().get("transfer-encoding"));
        ReplyStream begun = stream.get(30, TimeUnit.SECONDS);
        loop.executor().execute(() -> begun.write("{}\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals("{}\n", client.chunk());
        assertEquals(0, closedStreams.get());
        client.close();
        Await.until(LONG, "the stream is closed", () -> closedStreams.get() == 1);
        assertFalse(begun.isWritable());
    }

    @Test
    void aStreamThatEndsIsWholeAndTheConnectionCloses() throws Exception {
        try (UnixClient client = new UnixClient(socket)) {
            client.send(get("/stream")).answer();
            ReplyStream begun = stream.get(30, TimeUnit.SECONDS);
            loop.executor().execute(begun::end);
            assertEquals("", client.chunk());
            assertTrue(client.isClosed());
            assertEquals(0, closedStreams.get());
        }
    }

    @Test
    void aStreamThatNobodyReadsSaysSoAndIsWritableAgainOnceItIsRead() throws Exception {
        AtomicInteger again = new AtomicInteger();
        try (UnixClient client = new UnixClient(socket)) {
            client.send(get("/stream")).answer();
            ReplyStream begun = stream.get(30, TimeUnit.SECONDS);
            byte[] line = "x".repeat(1000).getBytes(StandardCharsets.UTF_8);
            int written = loop.executor()
                    .submit(() -> {
                        begun.onWritable(again::incrementAndGet);
                        int count = 0;
                        for (; begun.isWritable(); count++) {
                            begun.write(line);
                        }
                        return count;
                    })
                    .get();
            assertTrue(written > 64 && written < 2_000, "lines: " + written);
            for (int i = 0; i < written; i++) {
                assertEquals(1000, client.chunk().length());
            }
            Await.until(LONG, "writable again", () -> again.get() == 1);
        }
    }

    @Test
    void theEndOfTheServerEndsStreams() throws Exception {
        try (UnixClient client = new UnixClient(socket)) {
            client.send(get("/stream")).answer();
            stream.get(30, TimeUnit.SECONDS);
            server.close();
            assertTrue(client.isClosed());
            Await.until(LONG, "the stream is closed", () -> closedStreams.get() == 1);
        }
    }

    @Test
    void garbageDoesNotDisturbOthers() {
        try (UnixClient client = new UnixClient(socket)) {
            byte[] garbage = new byte[200_000];
            for (int i = 0; i < garbage.length; i++) {
                garbage[i] = (byte) (i * 31);
            }
            assertEquals(400, client.send(garbage).answer().status());
        }
        assertEquals(200, UnixClient.get(socket, "/hello").status());
    }
}
