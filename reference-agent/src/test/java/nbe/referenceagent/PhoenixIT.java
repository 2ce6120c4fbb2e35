package nbe.referenceagent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.CompletionException;
import nbe.referenceagent.phoenix.PhoenixConversation;
import nbe.testing.WebSocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The listener for endpoints speaks Phoenix channels with whoever asks for them, frame by frame. */
class PhoenixIT {
    private static final String OK = "{\"status\":\"ok\",\"response\":{}}";
    private static final String HELLO = "{\"payload\":{\"endpoint_id\":\"desk-7\"}}";

    private ReferenceAgent agent;

    @BeforeEach
    void start() throws Exception {
        agent = Running.agent();
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private WebSocketClient phoenix() {
        return WebSocketClient.open(HttpClient.newHttpClient(), agent.endpointsUrl() + "?vsn=2.0.0");
    }

    private static void says(WebSocketClient ws, String frame, String answer) throws InterruptedException {
        ws.sendText(frame);
        assertEquals(answer, ws.next().toString());
    }

    private static String error(String refs, String reason) {
        return "[" + refs + ",\"endpoint:desk-7\",\"phx_reply\",{\"status\":\"error\",\"response\":{\"reason\":\""
                + reason + "\"}}]";
    }

    private WebSocketClient joined() throws InterruptedException {
        WebSocketClient ws = phoenix();
        says(
                ws,
                "[\"1\",\"1\",\"endpoint:desk-7\",\"phx_join\",{}]",
                "[\"1\",\"1\",\"endpoint:desk-7\",\"phx_reply\"," + OK + "]");
        return ws;
    }

    @Test
    void withoutAVersionPlainIsSpokenAndWithAnotherThanTwoNothing() throws Exception {
        try (WebSocketClient plain = Running.endpoint(agent, "desk-7")) {
            plain.ask("reboot", "e", "{}");
            assertEquals("reboot", plain.next().get("operation").stringValue());
        }
        CompletionException refused = assertThrows(
                CompletionException.class,
                () -> WebSocketClient.open(HttpClient.newHttpClient(), agent.endpointsUrl() + "?vsn=1.0.0"));
        assertEquals(
                400,
                ((WebSocketHandshakeException) refused.getCause()).getResponse().statusCode());
    }

    @Test
    void aHeartbeatIsAnsweredWithoutAnyJoin() throws Exception {
        try (WebSocketClient ws = phoenix()) {
            says(ws, "[null,\"7\",\"phoenix\",\"heartbeat\",{}]", "[null,\"7\",\"phoenix\",\"phx_reply\"," + OK + "]");
        }
    }

    @Test
    void whatIsNotJoinedIsUnmatched() throws Exception {
        try (WebSocketClient ws = phoenix()) {
            says(
                    ws,
                    "[null,\"1\",\"endpoint:desk-7\",\"endpoint\"," + HELLO + "]",
                    error("null,\"1\"", "unmatched topic"));
            for (String topic : List.of("room:lobby", "endpoint:", "endpoint:a b", "endpoint")) {
                ws.sendText("[\"2\",\"2\",\"" + topic + "\",\"phx_join\",{}]");
                assertTrue(ws.next().toString().contains("unmatched topic"), topic);
            }
        }
    }

    @Test
    void anotherJoinOfATopicEndsTheFirstAsPhoenixDoesAndItsMessagesAreStale() throws Exception {
        try (WebSocketClient ws = joined()) {
            says(
                    ws,
                    "[\"5\",\"5\",\"endpoint:desk-7\",\"phx_join\",{}]",
                    "[\"1\",\"1\",\"endpoint:desk-7\",\"phx_close\",{}]");
            assertEquals(
                    "[\"5\",\"5\",\"endpoint:desk-7\",\"phx_reply\"," + OK + "]",
                    ws.next().toString());
            ws.sendText("[\"1\",\"6\",\"endpoint:desk-7\",\"endpoint\"," + HELLO + "]");
            says(
                    ws,
                    "[\"5\",\"7\",\"endpoint:desk-7\",\"endpoint\"," + HELLO + "]",
                    "[\"5\",\"7\",\"endpoint:desk-7\",\"phx_reply\"," + OK + "]");
        }
    }

    @Test
    void theIdOfTheEndpointIsThatOfItsTopic() throws Exception {
        try (WebSocketClient ws = joined()) {
            says(
                    ws,
                    "[\"1\",\"2\",\"endpoint:desk-7\",\"endpoint\",{\"payload\":{\"endpoint_id\":\"desk-8\"}}]",
                    error("\"1\",\"2\"", "endpoint_id is not that of the topic"));
            says(
                    ws,
                    "[\"1\",\"3\",\"endpoint:desk-7\",\"endpoint\",[]]",
                    error("\"1\",\"3\"", "the payload is the envelope, an object"));
        }
    }

    @Test
    void twoEndpointsMayShareAConnectionAndOneMayLeave() throws Exception {
        try (WebSocketClient nea = Running.nea(agent);
                WebSocketClient ws = joined()) {
            ws.sendText("[\"1\",\"2\",\"endpoint:desk-7\",\"endpoint\"," + HELLO + "]")
                    .next();
            ws.sendText("[\"3\",\"3\",\"endpoint:desk-8\",\"phx_join\",{}]").next();
            ws.sendText("[\"3\",\"4\",\"endpoint:desk-8\",\"endpoint\",{\"payload\":{\"endpoint_id\":\"desk-8\"}}]")
                    .next();
            nea.ask("subscribe_endpoint", "s", "{\"endpoint_id\":\"desk-7\"}");
            assertEquals(List.of("subscribe_endpoint 0"), nea.next(1));
            says(
                    ws,
                    "[\"1\",\"5\",\"endpoint:desk-7\",\"phx_leave\",{}]",
                    "[\"1\",\"5\",\"endpoint:desk-7\",\"phx_reply\"," + OK + "]");
            assertEquals(
                    "[\"1\",\"1\",\"endpoint:desk-7\",\"phx_close\",{}]",
                    ws.next().toString());
            assertEquals(List.of("error 5100"), nea.next(1));
            says(
                    ws,
                    "[\"3\",\"6\",\"endpoint:desk-8\",\"ble_ready\",{}]",
                    "[\"3\",\"6\",\"endpoint:desk-8\",\"phx_reply\"," + OK + "]");
        }
    }

    @Test
    void theSameIdOnAnotherConnectionEndsTheChannelAndNotTheConnection() throws Exception {
        try (WebSocketClient first = joined();
                WebSocketClient second = joined()) {
            first.sendText("[\"1\",\"2\",\"endpoint:desk-7\",\"endpoint\"," + HELLO + "]")
                    .next();
            second.sendText("[\"1\",\"2\",\"endpoint:desk-7\",\"endpoint\"," + HELLO + "]")
                    .next();
            assertEquals(
                    "[\"1\",\"1\",\"endpoint:desk-7\",\"phx_close\",{}]",
                    first.next().toString());
            says(
                    first,
                    "[null,\"7\",\"phoenix\",\"heartbeat\",{}]",
                    "[null,\"7\",\"phoenix\",\"phx_reply\"," + OK + "]");
        }
    }

    @Test
    void whatIsNoMessageOfPhoenixEndsTheConnection() throws Exception {
        for (String text : List.of("{\"operation\":\"endpoint\"}", "nonsense", "[1,2,3]", "[null,null,7,\"a\",{}]")) {
            try (WebSocketClient ws = phoenix()) {
                ws.sendText(text);
                assertTrue(ws.awaitClosed().startsWith("1007"), text);
            }
        }
    }

    @Test
    void topicsAreBounded() throws Exception {
        try (WebSocketClient ws = phoenix()) {
            for (int i = 0; i < PhoenixConversation.TOPICS_AT_MOST; i++) {
                ws.sendText("[\"1\",\"1\",\"endpoint:desk-" + i + "\",\"phx_join\",{}]");
                assertTrue(ws.next().toString().contains("\"ok\""), "join " + i);
            }
            ws.sendText("[\"1\",\"1\",\"endpoint:one-more\",\"phx_join\",{}]");
            assertTrue(ws.next().toString().contains("too many channels joined"));
        }
    }
}
