package nbe.referenceagent.switchboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nbe.referenceagent.directory.Directory;
import nbe.referenceagent.message.CardUid;
import nbe.referenceagent.message.EndpointMessages;
import nbe.referenceagent.phoenix.PhoenixFrame;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How much of a client's text is kept. */
class TextFromOutsideTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LONG = "x".repeat(60_000);
    private static final String SHORT = "x".repeat(256);

    private final List<AgentEvent> events = new ArrayList<>();
    private final List<String> got = new ArrayList<>();
    private final Switchboard board =
            new Switchboard(() -> Directory.EMPTY, (delay, task) -> () -> {}, () -> Instant.EPOCH, events::add);
    private final Recipient recipient = new Recipient() {
        @Override
        public String remote() {
            return "127.0.0.1:1";
        }

        @Override
        public boolean send(String message) {
            got.add(message);
            return true;
        }

        @Override
        public void close(int code, String reason) {
            got.add(code + " " + reason);
        }
    };
    private final EndpointLink link = new EndpointLink(recipient);

    private void said(String operation, int status, String payload, String error) {
        board.endpointSent(
                link,
                "{\"operation\":\"" + operation + "\",\"exchange\":null,\"payload\":{" + payload + "},\"status\":"
                        + status + ",\"error\":{" + error + "}}");
    }

    @Test
    void anEventKeepsTheBeginningOfEachText() {
        String band = "\"device\":\"C2:FA:D7:F0:D7:96\"";
        String nfc = "\"type\":\"NFC\",\"nfc_uid\":\"04A2B3C4D5E6F7\"";
        said("endpoint", 0, "\"endpoint_id\":\"a\",\"version\":\"" + LONG + "\",\"platform\":\"" + LONG + "\"", "");
        said("intent", 0, band + "," + nfc + ",\"reader\":\"" + LONG + "\",\"time\":\"" + LONG + "\"", "");
        said("error", 5010, "", "\"error_description\":\"" + LONG + "\",\"error_specifics\":\"" + LONG + "\"");
        board.endpointGone(link, LONG);
        Instant at = Instant.EPOCH;
        assertEquals(
                List.of(
                        new AgentEvent.EndpointConnected(at, "a", SHORT, SHORT, "127.0.0.1:1", false),
                        new AgentEvent.Tap(
                                at, "a", "C2:FA:D7:F0:D7:96", true, new CardUid("04A2B3C4D5E6F7"), SHORT, SHORT, false),
                        new AgentEvent.AdapterTrouble(at, "a", 5010, SHORT, SHORT),
                        new AgentEvent.EndpointGone(at, "a", SHORT)),
                events);
    }

    @Test
    void ofAnAdaptersErrorOnlyItsTwoTextsAreKept() {
        said("endpoint", 0, "\"endpoint_id\":\"a\"", "");
        said("error", 5000, "", "\"error_description\":\"" + LONG + "\",\"more\":\"" + LONG + "\"");
        assertEquals(
                "{\"error_description\":\"" + SHORT + "\",\"error_specifics\":\"\"}",
                link.endpoint.adapterError.toString());
    }

    @Test
    void anExchangeHas256CharactersAtMost() {
        Nea nea = new Nea(recipient);
        board.neaSent(nea, "{\"operation\":\"dance\",\"exchange\":\"" + SHORT + "\"}");
        board.neaSent(nea, "{\"operation\":\"dance\",\"exchange\":\"" + SHORT + "x\"}");
        board.neaSent(nea, "{\"operation\":\"dance\",\"exchange\":{\"a\":\"" + SHORT + "\"}}");
        List<JsonNode> answers = got.stream().map(JSON::readTree).toList();
        assertEquals(4040, answers.get(0).get("status").intValue());
        assertEquals(SHORT, answers.get(0).get("exchange").stringValue());
        for (JsonNode refused : answers.subList(1, 3)) {
            assertEquals(4000, refused.get("status").intValue());
            assertTrue(refused.get("exchange").isNull());
            assertEquals(
                    "'exchange' has at most 256 characters",
                    refused.get("error").get("error_specifics").stringValue());
        }
    }

    @Test
    void anNeaNamesNoEndpointThatCannotBe() {
        board.neaSent(
                new Nea(recipient),
                "{\"operation\":\"subscribe_endpoint\",\"payload\":{\"endpoint_id\":\"" + LONG + "\"}}");
        assertEquals(4000, JSON.readTree(got.get(0)).get("status").intValue());
        assertEquals(List.of(), events);
    }

    @Test
    void aReferenceOfPhoenixHas256CharactersAtMost() {
        assertTrue(PhoenixFrame.parse("[\"" + SHORT + "\",\"2\",\"endpoint:a\",\"phx_join\",{}]")
                .isPresent());
        assertFalse(PhoenixFrame.parse("[\"" + SHORT + "x\",\"2\",\"endpoint:a\",\"phx_join\",{}]")
                .isPresent());
        assertFalse(PhoenixFrame.parse("[\"1\",\"" + SHORT + "x\",\"endpoint:a\",\"phx_join\",{}]")
                .isPresent());
    }

    @Test
    void aCharacterOfTwoHalvesIsNotCutInTwo() {
        assertEquals("x".repeat(255), EndpointMessages.cut("x".repeat(255) + "\uD83D\uDE00 and more"));
    }
}
