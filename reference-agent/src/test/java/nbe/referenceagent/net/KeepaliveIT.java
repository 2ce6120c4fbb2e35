package nbe.referenceagent.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nbe.referenceagent.RawClient;
import nbe.referenceagent.ReferenceAgent;
import nbe.referenceagent.Running;
import nbe.referenceagent.switchboard.AgentEvent;
import nbe.testing.WebSocketClient;
import org.junit.jupiter.api.Test;

/** With times a hundred times shorter than the real ones. */
class KeepaliveIT {
    @Test
    void theTimesAreThoseOfTheContract() {
        assertEquals(Duration.ofSeconds(30), Keepalive.STANDARD.pingEvery());
        assertEquals(Duration.ofSeconds(60), Keepalive.STANDARD.silence());
    }

    @Test
    void aClientIsPingedAndClosedOnceItWasSilentForTooLong() throws Exception {
        try (ReferenceAgent agent = Running.agent(options -> options, Running.impatient())) {
            for (int port : new int[] {agent.endpointsPort(), agent.webApiPort()}) {
                try (RawClient client = RawClient.upgraded(port, "/socket/websocket")) {
                    assertEquals(RawClient.PING, client.read().opcode());
                    assertEquals(RawClient.PING, client.read().opcode());
                    RawClient.Frame close = client.readClose();
                    assertEquals(1008, close.closeCode());
                    assertTrue(client.endsSoon());
                }
            }
        }
    }

    @Test
    void aClientThatAnswersPingsStays() throws Exception {
        try (ReferenceAgent agent = Running.agent(options -> options, Running.impatient());
                RawClient client = RawClient.upgraded(agent.webApiPort(), "/")) {
            for (int i = 0; i < 10; i++) {
                RawClient.Frame ping = client.read();
                assertEquals(RawClient.PING, ping.opcode(), "ping " + i);
                client.send(RawClient.PONG, ping.payload());
            }
            client.send("{\"operation\":\"dance\"}");
            RawClient.Frame frame = client.read();
            assertTrue(frame.opcode() == RawClient.TEXT || client.read().opcode() == RawClient.TEXT);
        }
    }

    @Test
    void aConnectionThatNeverAsksForAnythingIsClosed() throws Exception {
        try (ReferenceAgent agent = Running.agent(options -> options, Running.impatient());
                RawClient client = RawClient.connect(agent.webApiPort(), 0)) {
            assertTrue(client.endsSoon());
        }
    }

    @Test
    void anNeaThatDoesNotReadIsCutOffAndTheOthersAreNot() throws Exception {
        try (ReferenceAgent agent = Running.agent();
                WebSocketClient endpoint = Running.endpoint(agent, "line-1");
                WebSocketClient reading = Running.nea(agent);
                RawClient deaf = RawClient.connect(agent.webApiPort(), 4096)) {
            deaf.upgrade(agent.webApiPort(), "/", new byte[0]);
            deaf.send("{\"operation\":\"subscribe_endpoint\",\"payload\":{\"endpoint_id\":\"line-1\"}}");
            reading.ask("subscribe_endpoint", "s", "{\"endpoint_id\":\"line-1\"}");
            reading.next(2);
            String reader = "R".repeat(1000);
            int sent = 0;
            boolean cut = false;
            while (!cut && sent < 30_000) {
                for (int i = 0; i < 100; i++, sent++) {
                    endpoint.send(
                            "intent",
                            "{\"device\":\"C2:FA:D7:F0:D7:96\",\"type\":\"NFC\",\"nfc_uid\":\"04A2B3C4D5E6F7\",\"reader\":\""
                                    + reader + "\",\"time\":\"t\"}");
                }
                for (int i = 0; i < 100; i++) {
                    assertEquals("intent", reading.next().get("operation").stringValue());
                }
                cut = agent.recentEvents().stream().anyMatch(event -> event instanceof AgentEvent.NeaGone);
            }
            assertTrue(cut, "not cut off after " + sent + " messages");
            CompletableFuture<Boolean> ended = deaf.endsSoonAsync();
            assertTrue(ended.get(10, TimeUnit.SECONDS));
            assertTrue(reading.quiet());
        }
    }
}
