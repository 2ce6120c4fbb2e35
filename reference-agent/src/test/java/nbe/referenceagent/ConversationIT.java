package nbe.referenceagent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nbe.referenceagent.directory.DirectoryParserTest;
import nbe.referenceagent.message.BandState;
import nbe.referenceagent.switchboard.AgentEvent;
import nbe.testing.WebSocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Endpoints and NEAs over real connections. */
class ConversationIT {
    private static final String BAND = "C2:FA:D7:F0:D7:96";

    @TempDir
    Path folder;

    private Path bands;
    private ReferenceAgent agent;

    @BeforeEach
    void start() throws Exception {
        bands = folder.resolve("bands.toml");
        Files.writeString(bands, DirectoryParserTest.TWO_USERS);
        agent = Running.agent(options -> options.bandsFile(bands));
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private WebSocketClient subscribed(String id) throws InterruptedException {
        WebSocketClient nea = Running.nea(agent);
        nea.ask("subscribe_endpoint", "s", "{\"endpoint_id\":\"" + id + "\"}");
        JsonNode answer = nea.next();
        assertEquals("subscribe_endpoint", answer.get("operation").stringValue());
        assertEquals("s", answer.get("exchange").stringValue());
        assertEquals(0, answer.get("status").intValue());
        assertEquals("{}", answer.get("error").toString());
        return nea;
    }

    @Test
    void anNeaHearsOfTheEndpointFromItsConnectToItsEnd() throws Exception {
        try (WebSocketClient nea = subscribed("line-1")) {
            assertEquals(List.of("error 5100"), nea.next(1));
            try (WebSocketClient endpoint = Running.endpoint(agent, "line-1")) {
                endpoint.presence(BAND, "weak");
                assertEquals(List.of("ble_ready 0", "presence " + BAND + " weak"), nea.next(2));
                endpoint.send(
                        "intent",
                        "{\"device\":\"" + BAND + "\",\"type\":\"BLE\",\"time\":\"2026-11-22T10:15:30.123Z\"}");
                JsonNode intent = nea.next();
                assertEquals("intent", intent.get("operation").stringValue());
                assertEquals(BAND, intent.get("payload").get("device").stringValue());
                endpoint.socket().sendClose(WebSocket.NORMAL_CLOSURE, "done").join();
            }
            assertEquals(List.of("error 5100", "presence " + BAND + " absent"), nea.next(2));
            assertTrue(nea.quiet());
        }
    }

    @Test
    void theAddressOfATerminalMeansItsEndpoint() throws Exception {
        try (WebSocketClient nea = subscribed("127.0.0.1")) {
            assertEquals(List.of("error 5100"), nea.next(1));
            try (WebSocketClient endpoint = Running.endpoint(agent, "line-1")) {
                endpoint.presence(BAND, "weak");
                assertEquals(List.of("ble_ready 0", "presence " + BAND + " weak"), nea.next(2));
                nea.ask("assert_identity", "a", "{\"device\":\"" + BAND + "\",\"assert_type\":\"assert_user\"}");
                assertEquals(4302, nea.next().get("status").intValue());
            }
        }
    }

    @Test
    void anEndpointThatVanishesWithoutACloseFrameIs5100AsWell() throws Exception {
        try (WebSocketClient nea = subscribed("line-1")) {
            assertEquals(List.of("error 5100"), nea.next(1));
            WebSocketClient endpoint = Running.endpoint(agent, "line-1");
            assertEquals(List.of("ble_ready 0"), nea.next(1));
            endpoint.close();
            assertEquals(List.of("error 5100"), nea.next(1));
        }
    }

    @Test
    void theSameIdAgainClosesTheOlderConnectionWithAReason() throws Exception {
        try (WebSocketClient nea = subscribed("line-1");
                WebSocketClient older = Running.endpoint(agent, "line-1").presence(BAND, "weak")) {
            assertEquals(List.of("error 5100", "ble_ready 0", "presence " + BAND + " weak"), nea.next(3));
            try (WebSocketClient newer = Running.endpoint(agent, "line-1")) {
                assertTrue(older.awaitClosed().startsWith("1000 replaced"), older.awaitClosed());
                assertEquals(List.of("ble_ready 0", "presence " + BAND + " absent"), nea.next(2));
                newer.presence(BAND, "unauthenticated");
                assertEquals(List.of("presence " + BAND + " unauthenticated"), nea.next(1));
            }
        }
    }

    @Test
    void manyEndpointsAreToldApartByTheirId() throws Exception {
        try (WebSocketClient a = Running.endpoint(agent, "a");
                WebSocketClient b = Running.endpoint(agent, "b").presence(BAND, "weak");
                WebSocketClient nea = subscribed("b")) {
            assertEquals("ble_ready 0", nea.next(1).get(0));
            nea.next(1);
            a.presence("C2:FA:D7:F0:D7:97", "weak");
            assertEquals(0, a.socket().isInputClosed() ? 1 : 0);
            b.presence(BAND, "absent");
            assertEquals(List.of("presence " + BAND + " absent"), nea.next(1));
            assertTrue(nea.quiet());
        }
    }

    @Test
    void aCardGetsItsBandFromTheDirectoryAndNobodysIsDropped() throws Exception {
        try (WebSocketClient endpoint = Running.endpoint(agent, "line-1");
                WebSocketClient nea = subscribed("line-1")) {
            assertEquals(List.of("ble_ready 0"), nea.next(1));
            String intent = "{\"device\":null,\"type\":\"NFC\",\"nfc_uid\":\"%s\",\"reader\":\"R\",\"time\":\"t\"}";
            endpoint.send("intent", String.format(intent, "04FFFFFFFFFFFF"));
            endpoint.send("intent", String.format(intent, "04A2B3C4D5E6F8"));
            JsonNode payload = nea.next().get("payload");
            assertEquals("C2:FA:D7:F0:D7:97", payload.get("device").stringValue());
            assertEquals("04A2B3C4D5E6F8", payload.get("nfc_uid").stringValue());
        }
    }

    @Test
    void theDirectoryIsTheFileAsItIsNow() throws Exception {
        try (WebSocketClient nea = Running.nea(agent)) {
            String query =
                    "{\"query\":{\"Domain\":\"PLANT\",\"Username\":\"asmith\"},\"lookup_keys\":[\"NymiBandID\"]}";
            nea.ask("lookup", "l1", query);
            assertEquals(
                    BAND,
                    nea.next()
                            .get("payload")
                            .get("lookup_values")
                            .get("NymiBandID")
                            .stringValue());
            Files.writeString(bands, DirectoryParserTest.TWO_USERS.replace("D7:96", "D7:99"));
            nea.ask("lookup", "l2", query);
            assertEquals(
                    "C2:FA:D7:F0:D7:99",
                    nea.next()
                            .get("payload")
                            .get("lookup_values")
                            .get("NymiBandID")
                            .stringValue());
            Files.writeString(bands, "[[band]\n");
            nea.ask("lookup", "l3", query);
            assertEquals(0, nea.next().get("status").intValue());
            assertTrue(agent.recentEvents().stream().anyMatch(event -> event instanceof AgentEvent.DirectoryRefused));
        }
    }

    @Test
    void bothSidesGet4000And4040AndStayConnected() throws Exception {
        try (WebSocketClient nea = Running.nea(agent);
                WebSocketClient endpoint = Running.endpoint(agent, "line-1")) {
            for (WebSocketClient client : List.of(nea, endpoint)) {
                client.sendText("{");
                client.ask("dance", "d", "{}");
                assertEquals(List.of("error 4000", "dance 4040"), client.next(2));
            }
        }
    }

    @Test
    void aTestSeesWhatHappenedAsTypedEvents() throws Exception {
        try (WebSocketClient endpoint = Running.endpoint(agent, "line-1").presence(BAND, "weak");
                WebSocketClient nea = subscribed("line-1")) {
            nea.next(2);
            endpoint.presence(BAND, "unauthenticated");
            nea.next(1);
            List<AgentEvent> events = agent.recentEvents();
            assertTrue(events.get(0) instanceof AgentEvent.DirectoryLoaded loaded && loaded.users() == 2);
            assertTrue(
                    events.get(events.size() - 1) instanceof AgentEvent.PresenceChanged changed
                            && changed.byEndpoint()
                            && changed.presence().state() == BandState.UNAUTHENTICATED,
                    events::toString);
        }
    }
}
