package nbe.referenceagent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import nbe.referenceagent.net.AgentStartException;
import nbe.testing.WebSocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HttpIT {
    private ReferenceAgent agent;

    @BeforeEach
    void start() throws AgentStartException {
        agent = Running.agent(options -> options.allowOrigin("https://mes.example"));
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private String ask(int port, String request) throws Exception {
        try (RawClient client = RawClient.connect(port, 0)) {
            return client.http(request);
        }
    }

    private String get(int port, String path, String host) throws Exception {
        return ask(port, "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    }

    private String upgrade(int port, String path, String headers) throws Exception {
        try (RawClient client = RawClient.connect(port, 0)) {
            client.sendBytes(
                    RawClient.handshake(port, path, headers).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            byte[] status = new byte[12];
            assertEquals(12, client.socket.getInputStream().readNBytes(status, 0, 12));
            return new String(status, java.nio.charset.StandardCharsets.US_ASCII).substring(9);
        }
    }

    @Test
    void theConsolePageIsAtTheRootOfTheNeaPort() throws Exception {
        String answer = get(agent.webApiPort(), "/", "127.0.0.1:" + agent.webApiPort());
        assertTrue(answer.startsWith("HTTP/1.1 200 OK"), answer);
        String head = answer.substring(0, answer.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT);
        assertTrue(head.contains("content-type: text/html; charset=utf-8"), head);
        assertTrue(head.contains("content-security-policy: default-src 'none'"), head);
        assertTrue(head.contains("connect-src 'self' ws://127.0.0.1:" + agent.webApiPort()), head);
        assertTrue(head.contains("x-content-type-options: nosniff"), head);
        assertTrue(answer.endsWith("</html>\n"));
    }

    @Test
    void aHeadRequestGetsTheHeadOnly() throws Exception {
        String answer = ask(agent.webApiPort(), "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 200 OK"), answer);
        assertTrue(answer.endsWith("\r\n\r\n"), answer);
        assertFalse(answer.contains("content-length: 0"), answer);
    }

    @Test
    void endpointsAreListedForThePage() throws Exception {
        try (WebSocketClient endpoint = Running.endpoint(agent, "line-1");
                WebSocketClient nea = Running.nea(agent)) {
            nea.ask("subscribe_endpoint", "s", "{\"endpoint_id\":\"line-1\"}");
            nea.next(2);
            endpoint.presence("C2:FA:D7:F0:D7:96", "weak");
            nea.next(1);
            String answer = get(agent.webApiPort(), "/endpoints", "localhost");
            assertTrue(answer.contains("content-type: application/json"), answer);
            JsonNode list = new JsonMapper()
                    .readTree(answer.substring(answer.indexOf("\r\n\r\n")))
                    .get("endpoints");
            assertEquals(1, list.size());
            assertEquals("line-1", list.get(0).get("endpoint_id").stringValue());
            assertTrue(list.get(0).get("connected").booleanValue());
            assertEquals("ready", list.get(0).get("adapter").stringValue());
            assertEquals(1, list.get(0).get("bands_present").intValue());
        }
    }

    @Test
    void otherPathsMethodsAndNonsenseAreRefused() throws Exception {
        int port = agent.webApiPort();
        assertTrue(get(port, "/secret", "localhost").startsWith("HTTP/1.1 404 "));
        assertTrue(get(port, "/../etc/passwd", "localhost").startsWith("HTTP/1.1 404 "));
        assertTrue(get(port, "/%zz", "localhost").startsWith("HTTP/1.1 404 "));
        assertTrue(ask(port, "DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n").startsWith("HTTP/1.1 405 "));
        assertTrue(ask(port, "nonsense\r\n\r\n").startsWith("HTTP/1.1 400 "));
        assertTrue(get(agent.endpointsPort(), "/", "localhost").startsWith("HTTP/1.1 404 "));
        assertTrue(get(agent.endpointsPort(), "/socket/websocket", "localhost").startsWith("HTTP/1.1 426 "));
        assertTrue(ask(port, "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n")
                .startsWith("HTTP/1.1 4"));
    }

    @Test
    void endpointsConnectAtTheirPathOnlyAndNeasAtAny() throws Exception {
        assertEquals("101", upgrade(agent.endpointsPort(), "/socket/websocket", ""));
        assertEquals("101", upgrade(agent.endpointsPort(), "/socket/websocket?vsn=2.0.0", ""));
        assertEquals("404", upgrade(agent.endpointsPort(), "/", ""));
        assertEquals("404", upgrade(agent.endpointsPort(), "/socket/websocket/x", ""));
        assertEquals("101", upgrade(agent.webApiPort(), "/", ""));
        assertEquals("101", upgrade(agent.webApiPort(), "/socket/websocket", ""));
        assertEquals("101", upgrade(agent.webApiPort(), "/any?path=1", ""));
    }

    @Test
    void pagesFromElsewhereAreKeptOutOfBothPorts() throws Exception {
        for (int port : new int[] {agent.endpointsPort(), agent.webApiPort()}) {
            assertEquals("403", upgrade(port, "/socket/websocket", "Origin: https://evil.example\r\n"));
            assertEquals("403", upgrade(port, "/socket/websocket", "Origin: null\r\n"));
            assertEquals("101", upgrade(port, "/socket/websocket", "Origin: http://127.0.0.1:" + port + "\r\n"));
            assertEquals("101", upgrade(port, "/socket/websocket", "Origin: http://localhost:3000\r\n"));
            assertEquals("101", upgrade(port, "/socket/websocket", "Origin: https://mes.example\r\n"));
        }
    }

    @Test
    void aForeignNameThatPointsHereGetsNothing() throws Exception {
        assertTrue(get(agent.webApiPort(), "/", "evil.example").startsWith("HTTP/1.1 403 "));
        assertTrue(get(agent.webApiPort(), "/endpoints", "evil.example:8080").startsWith("HTTP/1.1 403 "));
        assertTrue(ask(agent.webApiPort(), "GET / HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 403 "));
    }

    @Test
    void aHandshakeWithoutAKeyOrOfAnotherVersionIsRefused() throws Exception {
        int port = agent.webApiPort();
        String start = "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
        assertTrue(ask(port, start + "Sec-WebSocket-Version: 13\r\n\r\n").startsWith("HTTP/1.1 400 "));
        String old =
                ask(port, start + "Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: AAECAwQFBgcICQoLDA0ODw==\r\n\r\n");
        assertTrue(old.startsWith("HTTP/1.1 426 "), old);
        assertTrue(old.toLowerCase(Locale.ROOT).contains("sec-websocket-version: 13"), old);
    }
}
