package nbe.referenceagent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nbe.referenceagent.net.AgentStartException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What clients send that they should not, and what comes back; both ports. */
class FramesIT {
    private ReferenceAgent agent;

    @BeforeEach
    void start() throws AgentStartException {
        agent = Running.agent();
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private RawClient[] both() throws Exception {
        return new RawClient[] {
            RawClient.upgraded(agent.webApiPort(), "/any/path?x=1"),
            RawClient.upgraded(agent.endpointsPort(), "/socket/websocket?vsn=2.0.0")
        };
    }

    private static byte[] request(int length) {
        String head = "{\"operation\":\"dance\",\"payload\":{\"x\":\"";
        String tail = "\"}}";
        return (head + "x".repeat(length - head.length() - tail.length()) + tail).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aMessageOf64KibIsTakenAndOneByteMoreIs1009() throws Exception {
        try (RawClient nea = RawClient.upgraded(agent.webApiPort(), "/")) {
            nea.send(RawClient.TEXT, request(65536));
            assertEquals(
                    "dance",
                    new JsonMapper()
                            .readTree(nea.read().text())
                            .get("operation")
                            .stringValue());
        }
        for (RawClient client : both()) {
            try (client) {
                client.send(RawClient.TEXT, request(65537));
                assertEquals(1009, client.readClose().closeCode());
                assertTrue(client.endsSoon());
            }
        }
    }

    @Test
    void aHugeMessageIs1009AndTheCloseFrameArrivesThoughTheClientIsStillSending() throws Exception {
        for (RawClient client : both()) {
            try (client) {
                byte[] huge = RawClient.frame(RawClient.TEXT, request(3_000_000), true);
                CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> {
                    try {
                        return client.readClose().closeCode();
                    } catch (java.io.IOException e) {
                        return -1;
                    }
                });
                client.sendBytes(huge);
                assertEquals(1009, code.get(10, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void aMessageThatGrowsTooLongInFragmentsIs1009() throws Exception {
        for (RawClient client : both()) {
            try (client) {
                byte[] part = new byte[40_000];
                Arrays.fill(part, (byte) ' ');
                client.sendBytes(RawClient.frame(RawClient.TEXT, part, false));
                client.sendBytes(RawClient.frame(0, part, false));
                assertEquals(1009, client.readClose().closeCode());
            }
        }
    }

    @Test
    void fragmentsAreJoinedThoughAPingComesBetweenThem() throws Exception {
        byte[] whole = "{\"operation\":\"tänzen\"}".getBytes(StandardCharsets.UTF_8);
        // Through the middle of the two bytes of ä.
        byte[] first = Arrays.copyOf(whole, 16);
        byte[] rest = Arrays.copyOfRange(whole, 16, whole.length);
        assertEquals((byte) 0xC3, first[15]);
        try (RawClient nea = RawClient.upgraded(agent.webApiPort(), "/")) {
            nea.sendBytes(RawClient.frame(RawClient.TEXT, first, false));
            nea.send(RawClient.PING, new byte[] {7});
            nea.sendBytes(RawClient.frame(0, rest, true));
            RawClient.Frame pong = nea.read();
            assertEquals(RawClient.PONG, pong.opcode());
            assertEquals(7, pong.payload()[0]);
            assertTrue(nea.read().text().startsWith("{\"operation\":\"tänzen\""));
        }
    }

    @Test
    void aBinaryMessageIs1003() throws Exception {
        for (RawClient client : both()) {
            try (client) {
                client.send(RawClient.BINARY, "{}".getBytes(StandardCharsets.UTF_8));
                assertEquals(1003, client.readClose().closeCode());
                assertTrue(client.endsSoon());
            }
        }
    }

    @Test
    void textThatIsNotUtf8Is1007() throws Exception {
        for (RawClient client : both()) {
            try (client) {
                client.send(RawClient.TEXT, new byte[] {'{', (byte) 0xC3, '}'});
                assertEquals(1007, client.readClose().closeCode());
                assertTrue(client.endsSoon());
            }
        }
    }

    @Test
    void anUnmaskedFrameIs1002() throws Exception {
        try (RawClient nea = RawClient.upgraded(agent.webApiPort(), "/")) {
            nea.sendBytes(new byte[] {(byte) 0x81, 2, '{', '}'});
            assertEquals(1002, nea.readClose().closeCode());
        }
    }

    @Test
    void aCloseFrameComesBackWithItsCode() throws Exception {
        try (RawClient nea = RawClient.upgraded(agent.webApiPort(), "/")) {
            nea.send(RawClient.CLOSE, new byte[] {0x03, (byte) 0xE9});
            assertEquals(1001, nea.readClose().closeCode());
            assertTrue(nea.endsSoon());
        }
        try (RawClient nea = RawClient.upgraded(agent.webApiPort(), "/")) {
            nea.send(RawClient.CLOSE, new byte[0]);
            assertEquals(0, nea.readClose().payload().length);
            assertTrue(nea.endsSoon());
        }
    }

    @Test
    void aFrameOnTheHeelsOfTheHandshakeIsNotLost() throws Exception {
        try (RawClient nea = RawClient.connect(agent.webApiPort(), 0)) {
            byte[] early = "{\"operation\":\"dance\"}".getBytes(StandardCharsets.UTF_8);
            nea.upgrade(agent.webApiPort(), "/", RawClient.frame(RawClient.TEXT, early, true));
            assertTrue(nea.read().text().startsWith("{\"operation\":\"dance\""));
        }
    }
}
