package nbe.referenceagent.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nbe.referenceagent.AgentOptions;
import nbe.referenceagent.RawClient;
import nbe.referenceagent.ReferenceAgent;
import nbe.referenceagent.Running;
import nbe.referenceagent.switchboard.AgentEvent;
import nbe.testing.WebSocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one client may take up: connections, and memory for what it does not read. */
class LimitsIT {
    private static final int CONNECTIONS = 20;
    private static final String BAND = "C2:FA:D7:F0:D7:96";

    private ReferenceAgent agent;

    @BeforeEach
    void start() throws AgentStartException {
        agent = new ReferenceAgent(
                AgentOptions.builder().endpointsPort(0).webApiPort(0).build(), Keepalive.STANDARD, CONNECTIONS);
        agent.start();
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void aThousandEndpointsThatAllConnectAgainBeforeTheirOldConnectionIsMissedFindRoom() {
        assertTrue(ListeningSocket.CONNECTIONS_AT_MOST >= 2 * 1000);
    }

    @Test
    void connectionsBeyondTheLimitAreClosedAndTheOthersGoOn() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(RawClient.upgraded(agent.webApiPort(), "/"));
            }
            try (RawClient oneTooMany = RawClient.connect(agent.webApiPort(), 0)) {
                assertTrue(oneTooMany.endsSoon());
            }
            for (RawClient client : clients) {
                client.send("{\"operation\":\"dance\"}");
                assertTrue(client.read().text().startsWith("{\"operation\":\"dance\""));
            }
            try (WebSocketClient endpoint = Running.endpoint(agent, "line-1")) {
                assertFalse(endpoint.socket().isInputClosed(), "the other listener has a limit of its own");
            }
            clients.remove(0).close();
            clients.add(upgradedSoon());
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    /** The agent notices that a client left when it next looks at its sockets. */
    private RawClient upgradedSoon() throws IOException {
        for (int attempt = 0; ; attempt++) {
            RawClient client = RawClient.connect(agent.webApiPort(), 0);
            try {
                client.upgrade(agent.webApiPort(), "/", new byte[0]);
                return client;
            } catch (IOException e) {
                client.close();
                if (attempt == 100) {
                    throw e;
                }
            }
        }
    }

    @Test
    void anNeaThatReadsTooSlowlyMissesTelemetryAndIsNotCutOffForIt() throws Exception {
        try (WebSocketClient endpoint = Running.endpoint(agent, "line-1");
                WebSocketClient reading = Running.nea(agent);
                RawClient slow = RawClient.connect(agent.webApiPort(), 4096)) {
            slow.upgrade(agent.webApiPort(), "/", new byte[0]);
            slow.send("{\"operation\":\"subscribe_endpoint\",\"payload\":{\"endpoint_id\":\"line-1\"}}");
            slow.send("{\"operation\":\"telemetry\",\"payload\":{\"seconds\":300}}");
            assertEquals(List.of("telemetry 0"), endpoint.next(1), "asked for by the slow one");
            reading.ask("subscribe_endpoint", "s", "{\"endpoint_id\":\"line-1\"}");
            assertEquals(List.of("subscribe_endpoint 0", "ble_ready 0"), reading.next(2));
            reading.ask("telemetry", "t", "{\"seconds\":300}");
            assertEquals(List.of("telemetry 0"), endpoint.next(1));
            String bands = "[{\"device\":\"" + BAND + "\",\"filler\":\"" + "x".repeat(10_000) + "\"}]";
            int messages = 1500; // three times what may wait for a client, all told
            for (int i = 1; i <= messages; i++) {
                endpoint.send("telemetry", "{\"number\":" + i + ",\"bands\":" + bands + "}");
                assertEquals(List.of("telemetry 0"), reading.next(1));
                assertEquals(i, endpoint.next().get("payload").get("received").intValue(), "confirmed to the endpoint");
            }
            endpoint.presence(BAND, "weak");
            assertEquals(List.of("presence " + BAND + " weak"), reading.next(1));
            int got = 0;
            for (String text = slow.read().text();
                    !text.contains("\"presence\"");
                    text = slow.read().text()) {
                got += text.contains("filler") ? 1 : 0;
            }
            assertTrue(got > 0 && got < messages, "of " + messages + " messages the slow one got " + got);
        }
    }

    @Test
    void whatWaitsForAllClientsTogetherHasOneBound() throws Exception {
        List<RawClient> deaf = new ArrayList<>();
        try (WebSocketClient endpoint = Running.endpoint(agent, "line-1");
                WebSocketClient reading = Running.nea(agent)) {
            for (int i = 0; i < 8; i++) {
                RawClient client = RawClient.connect(agent.webApiPort(), 4096);
                deaf.add(client);
                client.upgrade(agent.webApiPort(), "/", new byte[0]);
                client.send("{\"operation\":\"subscribe_endpoint\",\"payload\":{\"endpoint_id\":\"line-1\"}}");
            }
            reading.ask("subscribe_endpoint", "s", "{\"endpoint_id\":\"line-1\"}");
            assertEquals(List.of("subscribe_endpoint 0", "ble_ready 0"), reading.next(2));
            while (subscribed() < 9) {
                reading.ask("anything_else", "x", "{}").next(1); // a round trip: the agent goes on
            }
            String intent = "{\"device\":\"" + BAND + "\",\"type\":\"BLE\",\"filler\":\"" + "x".repeat(60_000) + "\"}";
            int sent = 0;
            for (; gone().isEmpty() && sent < 400; sent++) { // the system holds some MiB for each, too
                endpoint.send("intent", intent);
                assertEquals(List.of("intent 0"), reading.next(1));
            }
            assertEquals(
                    List.of("it did not read: of 16 MiB that may wait for all clients together, it had most"),
                    gone(),
                    "none of them had the 4 MiB of a single client");
            assertTrue(reading.quiet());
        } finally {
            for (RawClient client : deaf) {
                client.close();
            }
        }
    }

    private long subscribed() {
        return agent.recentEvents().stream()
                .filter(event -> event instanceof AgentEvent.NeaSubscribed)
                .count();
    }

    private List<String> gone() {
        return agent.recentEvents().stream()
                .filter(event -> event instanceof AgentEvent.NeaGone)
                .map(event -> ((AgentEvent.NeaGone) event).why())
                .toList();
    }
}
