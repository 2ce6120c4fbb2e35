package nbe.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The agent that the tests trust, and the client that they trust, each against the other. */
class WitnessAgentTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void messagesAreNotedInOrderAndTakenUpToTheOneThatIsWanted() throws Exception {
        try (WitnessAgent agent = WitnessAgent.plain();
                WebSocketClient endpoint = WebSocketClient.open(http, agent.url())) {
            endpoint.send("endpoint", "{}")
                    .presence("C2:FA:D7:F0:D7:96", "weak")
                    .send("intent", "{\"nfc_uid\":\"04\"}");
            Await.until("three messages", () -> agent.messages().size() == 3);
            assertEquals(2, agent.subjects());
            Message presence = agent.next("presence", LONG).orElseThrow();
            assertEquals("C2:FA:D7:F0:D7:96", presence.subject());
            assertEquals(1, presence.connection());
            assertEquals(
                    List.of(true),
                    agent.messages().stream().map(Message::isIntent).toList());
            assertEquals(Optional.empty(), agent.next("error", Duration.ofMillis(1)));
            agent.forget();
            assertEquals(List.of(), agent.messages());
            agent.say("{\"operation\":\"presence\"}");
            assertEquals("presence", endpoint.next().path("operation").asString());
        }
    }

    @Test
    void anAgentThatTurnsAwayEndsConnectionsAndOneThatVanishedIsFoundOnItsPortAgain() {
        try (WitnessAgent agent = WitnessAgent.plain()) {
            try (WebSocketClient endpoint = WebSocketClient.open(http, agent.url())) {
                agent.turnAway();
                endpoint.awaitClosed();
                assertThrows(CompletionException.class, () -> WebSocketClient.open(http, agent.url()));
                assertTrue(agent.attempts().size() >= 2, "it notes attempts that it turns away");
            }
            agent.welcome();
            agent.vanish();
            assertThrows(CompletionException.class, () -> WebSocketClient.open(http, agent.url()));
            agent.appear();
            try (WebSocketClient endpoint = WebSocketClient.open(http, agent.url())) {
                endpoint.socket().sendClose(1001, "");
                assertEquals("1001 ", endpoint.awaitClosed());
                assertEquals(Optional.of(1001), agent.closeCode(2));
            }
        }
    }

    @Test
    void aReceiverGetsEachMessageInPlaceOfTheNotes() throws Exception {
        BlockingQueue<String> got = new LinkedBlockingQueue<>();
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (WitnessAgent agent = WitnessAgent.at(anyPort, (connection, text) -> got.add(connection + " " + text));
                WebSocketClient endpoint = WebSocketClient.open(http, agent.url())) {
            endpoint.sendText("{}");
            assertEquals("1 {}", got.poll(LONG.toSeconds(), TimeUnit.SECONDS));
            assertEquals(List.of(), agent.messages());
        }
    }
}
