package nbe.referenceagent.switchboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import nbe.referenceagent.directory.DirectoryParser;
import nbe.referenceagent.directory.DirectoryParserTest;
import org.junit.jupiter.api.Test;

/** Requests of NEAs and endpoints, right and wrong. */
class SwitchboardRequestsTest extends SwitchboardRig {
    @Test
    void presenceIsSentAgainWithTheExchangeAndWithoutAnAnswerOfItsOwn() {
        EndpointLink link = link("a");
        board.endpointSent(link, message("ble_ready", "{}"));
        board.endpointSent(link, presence(BAND, "weak"));
        board.endpointSent(link, presence(OTHER_BAND, "unauthenticated"));
        subscribe("a");
        nea.take();
        ask("presence", "\"p\"", "{}");
        assertEquals(
                List.of(
                        "presence #p " + BAND + " weak near 3",
                        "presence #p " + OTHER_BAND + " unauthenticated near 3"),
                nea.take());
        ask("presence", "\"q\"", "{\"device\":\"" + BAND.toLowerCase(java.util.Locale.ROOT) + "\"}");
        assertEquals(List.of("presence #q " + BAND + " weak near 3"), nea.take());
        ask("presence", "null", "{\"device\":\"11:22:33:44:55:66\"}");
        assertEquals(List.of("presence 11:22:33:44:55:66 absent unknown 0"), nea.take());
    }

    @Test
    void presenceWithoutASubscriptionKnowsNobody() {
        ask("presence", "\"p\"", "{}");
        assertEquals(List.of(), nea.take());
        ask("presence", "\"p\"", "{\"device\":\"" + BAND + "\"}");
        assertEquals(List.of("presence #p " + BAND + " absent unknown 0"), nea.take());
    }

    @Test
    void aBandIsNotAssertedWithoutAKeyInTheDirectory() {
        directory = DirectoryParser.parse(DirectoryParserTest.TWO_USERS).directory();
        EndpointLink link = link("a");
        board.endpointSent(link, presence(OTHER_BAND, "weak"));
        subscribe("a");
        nea.take();
        ask("assert_identity", "1", "{\"device\":\"c2-fa-d7-f0-d7-96\",\"assert_type\":\"assert_user\"}");
        ask("assert_identity", "2", "{\"device\":\"" + OTHER_BAND + "\"}");
        ask("assert_identity", "3", "{\"device\":\"11:22:33:44:55:66\",\"assert_type\":7}");
        ask("assert_identity", "4", "{}");
        ask("assert_identity", "5", "{\"device\":\"alice\"}");
        assertEquals(
                List.of(
                        "assert_identity 4302 #1",
                        "assert_identity 4302 #2",
                        "assert_identity 4040 #3",
                        "assert_identity 4000 #4",
                        "assert_identity 4000 #5"),
                nea.take());
    }

    @Test
    void aStatusIsWrittenWithoutSpacesAsClientsSearchForIt() {
        subscribe("a");
        assertTrue(nea.got.get(0).contains("\"status\":0"), nea.got.get(0));
    }

    @Test
    void unknownOperationsComeBackWith4040() {
        ask("dance", "\"d\"", "{\"x\":1}");
        ask("intent", "\"i\"", "{}");
        ask("endpoints", "null", "{}");
        assertEquals(List.of("dance 4040 #d", "intent 4040 #i", "endpoints 4040"), nea.take());
    }

    @Test
    void theExchangeComesBackAsItWasSent() {
        for (String exchange : List.of("null", "\"\"", "\"\\u00e9\\n\"", "7", "1.50", "{\"a\":[true]}")) {
            ask("dance", exchange, "{}");
            assertEquals(exchange.replace("\\u00e9", "é"), between(nea.got.get(0)));
            nea.got.clear();
        }
    }

    private static String between(String message) {
        String start = "\"exchange\":";
        return message.substring(message.indexOf(start) + start.length(), message.indexOf(",\"payload\""));
    }

    @Test
    void badJsonAndWhatIsNoObjectWithAnOperationGet4000() {
        for (String bad : List.of(
                "", "{", "{}", "[]", "5", "null", "\"x\"", "{\"operation\":5}", "{\"operation\":\"x\"} {}", "nope")) {
            board.neaSent(listener, bad);
            assertEquals(List.of("error 4000"), nea.take(), bad);
        }
        board.neaSent(listener, "[".repeat(30_000));
        assertEquals(List.of("error 4000"), nea.take());
    }

    @Test
    void missingExchangeAndPayloadAreNullAndEmpty() {
        board.neaSent(listener, "{\"operation\":\"dance\"}");
        board.neaSent(listener, "{\"operation\":\"dance\",\"payload\":null}");
        assertEquals(List.of("dance 4040", "dance 4040"), nea.take());
    }

    @Test
    void anNfcIntentWithoutABandGetsItFromTheDirectory() {
        directory = DirectoryParser.parse(DirectoryParserTest.TWO_USERS).directory();
        EndpointLink link = link("a");
        subscribe("a");
        nea.take();
        String intent =
                "{\"device\":null,\"type\":\"NFC\",\"nfc_uid\":\"04A2B3C4D5E6F8\",\"reader\":\"R\",\"time\":\"t\"}";
        board.endpointSent(link, message("intent", intent));
        assertEquals(List.of("intent " + intent.replace("null", "\"" + OTHER_BAND + "\"")), nea.take());
    }

    @Test
    void anNfcIntentOfACardThatIsNobodysIsDroppedAndTold() {
        EndpointLink link = link("a");
        subscribe("a");
        nea.take();
        board.endpointSent(
                link,
                message(
                        "intent",
                        "{\"device\":null,\"type\":\"NFC\",\"nfc_uid\":\"04A2B3C4D5E6F8\",\"reader\":\"R\",\"time\":\"t\"}"));
        assertEquals(List.of(), nea.take());
        assertEquals(
                1,
                events.stream()
                        .filter(event -> event instanceof AgentEvent.TapDropped)
                        .count());
    }

    @Test
    void whatAnEndpointGetsWrongIsAnsweredWith4000AndNotPassedOn() {
        Client endpoint = new Client();
        EndpointLink link = link(endpoint, "a");
        subscribe("a");
        nea.take();
        List<String> wrong = List.of(
                "{",
                presence("band", "weak"),
                presence(BAND, "asleep"),
                message("presence", "{\"device\":\"" + BAND + "\",\"state\":\"weak\",\"proximity\":\"close\"}"),
                message("intent", "{\"device\":\"" + BAND + "\",\"type\":\"KNOCK\"}"),
                message("intent", "{\"device\":\"" + BAND + "\",\"type\":\"NFC\",\"nfc_uid\":\"x\"}"),
                message("endpoint", "{\"endpoint_id\":\"a b\"}"),
                message("endpoint", "{}"));
        for (String message : wrong) {
            board.endpointSent(link, message);
            assertEquals(List.of("error 4000"), endpoint.take(), message);
        }
        assertEquals(List.of(), nea.take());
    }

    @Test
    void theFirstMessageOfAnEndpointIsItsName() {
        Client endpoint = new Client();
        EndpointLink link = new EndpointLink(endpoint);
        board.endpointSent(link, message("ble_ready", "{}"));
        assertEquals(List.of("error 4000"), endpoint.take());
        board.endpointSent(link, message("endpoint", "{\"endpoint_id\":\"a\"}"));
        assertEquals(List.of(), endpoint.take());
        assertEquals("a", link.endpoint.id);
    }

    @Test
    void answersAreNeverAnswered() {
        Client endpoint = new Client();
        EndpointLink link = link(endpoint, "a");
        subscribe("a");
        nea.take();
        for (int status : new int[] {4000, 4040, 5100}) {
            board.endpointSent(link, error(status));
            board.endpointSent(link, "{\"operation\":\"dance\",\"status\":" + status + "}");
            board.endpointSent(link, "{\"operation\":\"presence\",\"status\":" + status + "}");
        }
        assertEquals(List.of(), endpoint.take());
        assertEquals(List.of(), nea.take());
        board.endpointSent(link, message("dance", "{}"));
        assertEquals(List.of("dance 4040"), endpoint.take());
    }

    @Test
    void anEndpointThatChangesItsNameLeavesTheOldOne() {
        EndpointLink link = link("a");
        subscribe("a");
        nea.take();
        board.endpointSent(link, message("endpoint", "{\"endpoint_id\":\"b\"}"));
        assertEquals(List.of("error 5100"), nea.take());
        assertEquals("b", link.endpoint.id);
    }

    @Test
    void endpointsThatWentAwayAreForgottenFromTheOldestOn() {
        for (int i = 0; i < Endpoints.GONE_AT_MOST + 3; i++) {
            board.endpointGone(link("e" + i), "test");
        }
        assertEquals(Endpoints.GONE_AT_MOST, board.endpoints().size());
        assertEquals("e3", board.endpoints().iterator().next().id);
    }

    @Test
    void whatOnlyAnNeaNamedIsForgottenWithIt() {
        subscribe("a");
        board.neaGone(listener, "test");
        assertEquals(List.of(), List.copyOf(board.endpoints()));
        EndpointLink link = link("a");
        nea.take();
        board.endpointSent(link, message("ble_ready", "{}"));
        assertEquals(List.of(), nea.take());
    }

    @Test
    void moreBandsThanAreKeptArePassedOnAllTheSame() {
        EndpointLink link = link("a");
        subscribe("a");
        for (int i = 0; i < Endpoint.BANDS_AT_MOST + 2; i++) {
            board.endpointSent(
                    link, presence(String.format("C2:00:00:%02X:%02X:%02X", i >> 16, i >> 8 & 255, i & 255), "weak"));
        }
        assertEquals(Endpoint.BANDS_AT_MOST, link.endpoint.present().size());
        assertEquals(Endpoint.BANDS_AT_MOST + 3, nea.take().size());
    }
}
