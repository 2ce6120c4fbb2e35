package nbe.referenceagent.switchboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nbe.referenceagent.directory.Directory;
import nbe.referenceagent.directory.DirectoryParser;
import nbe.referenceagent.directory.DirectoryParserTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SwitchboardTest {
    private static final String BAND = "C2:FA:D7:F0:D7:96";
    private static final String OTHER_BAND = "C2:FA:D7:F0:D7:97";
    private static final JsonMapper JSON = new JsonMapper();

    private record Alarmed(long atMillis, Runnable task) {}

    /** A client that keeps what it gets, in a short notation. */
    private static final class Client implements Outlet {
        final List<String> got = new ArrayList<>();
        String closed;

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
            closed = code + " " + reason;
        }

        List<String> take() {
            List<String> words = got.stream().map(SwitchboardTest::words).toList();
            got.clear();
            return words;
        }
    }

    /** {@code operation status exchange payload}, with what is none of it left out. */
    private static String words(String message) {
        JsonNode node = JSON.readTree(message);
        assertEquals(List.of("operation", "exchange", "payload", "status", "error"), List.copyOf(node.propertyNames()));
        StringBuilder words = new StringBuilder(node.get("operation").stringValue());
        if (node.get("status").intValue() != 0) {
            words.append(' ').append(node.get("status").intValue());
            assertTrue(node.get("error").get("error_description").isString(), message);
            assertTrue(node.get("error").get("error_specifics").isString(), message);
        } else {
            assertEquals("{}", node.get("error").toString());
        }
        if (!node.get("exchange").isNull()) {
            words.append(" #").append(node.get("exchange").asString());
        }
        JsonNode payload = node.get("payload");
        if (node.get("operation").stringValue().equals("presence") && !payload.isEmpty()) {
            words.append(' ').append(payload.get("device").stringValue());
            words.append(' ').append(payload.get("state").stringValue());
            words.append(' ').append(payload.get("proximity").stringValue());
            words.append(' ').append(payload.get("service_request_state").intValue());
        } else if (!payload.isEmpty()) {
            words.append(' ').append(payload);
        }
        return words.toString();
    }

    private final List<Alarmed> alarms = new ArrayList<>();
    private final List<AgentEvent> story = new ArrayList<>();
    private long nowMillis;
    private Directory directory = Directory.EMPTY;
    private final Switchboard board = new Switchboard(() -> directory, this::alarm, () -> Instant.EPOCH, story::add);
    private final Client nea = new Client();
    private final Nea listener = new Nea(nea);

    private Runnable alarm(Duration delay, Runnable task) {
        Alarmed alarmed = new Alarmed(nowMillis + delay.toMillis(), task);
        alarms.add(alarmed);
        return () -> alarms.remove(alarmed);
    }

    private void pass(long millis) {
        long until = nowMillis + millis;
        for (; ; ) {
            Optional<Alarmed> next = alarms.stream()
                    .filter(alarm -> alarm.atMillis() <= until)
                    .min(Comparator.comparingLong(Alarmed::atMillis));
            if (next.isEmpty()) {
                nowMillis = until;
                return;
            }
            nowMillis = next.get().atMillis();
            alarms.remove(next.get());
            next.get().task().run();
        }
    }

    private EndpointLink link(Client client, String id) {
        EndpointLink link = new EndpointLink(client);
        board.endpointSaid(
                link,
                message("endpoint", "{\"endpoint_id\":\"" + id + "\",\"version\":\"0.1.0\",\"platform\":\"linux\"}"));
        return link;
    }

    private EndpointLink link(String id) {
        return link(new Client(), id);
    }

    private static String message(String operation, String payload) {
        return "{\"operation\":\"" + operation + "\",\"exchange\":null,\"payload\":" + payload
                + ",\"status\":0,\"error\":{}}";
    }

    private static String presence(String device, String state) {
        return message(
                "presence",
                "{\"device\":\"" + device + "\",\"state\":\"" + state + "\",\"proximity\":\""
                        + (state.equals("absent") ? "unknown" : "near") + "\",\"service_request_state\":3}");
    }

    private static String error(int status) {
        return "{\"operation\":\"error\",\"exchange\":null,\"payload\":{},\"status\":" + status
                + ",\"error\":{\"error_description\":\"d\",\"error_specifics\":\"s\"}}";
    }

    private void ask(String operation, String exchange, String payload) {
        board.neaSaid(
                listener,
                "{\"operation\":\"" + operation + "\",\"exchange\":" + exchange + ",\"payload\":" + payload
                        + ",\"status\":0,\"error\":{}}");
    }

    private void subscribe(String id) {
        ask("subscribe_endpoint", "\"s\"", "{\"endpoint_id\":\"" + id + "\"}");
    }

    @Test
    void subscribingIsAnsweredThenTheAdapterThenEachBand() {
        EndpointLink link = link("a");
        board.endpointSaid(link, message("ble_ready", "{}"));
        board.endpointSaid(link, presence(BAND, "weak"));
        board.endpointSaid(link, presence(OTHER_BAND, "absent"));
        subscribe("a");
        assertEquals(List.of("subscribe_endpoint #s", "ble_ready", "presence " + BAND + " weak near 3"), nea.take());
    }

    @Test
    void subscribingToAnEndpointWithoutAdapterTellsWhichTroubleItHas() {
        for (int status : new int[] {5000, 5010}) {
            EndpointLink link = link("e" + status);
            board.endpointSaid(link, error(status));
            subscribe("e" + status);
            assertEquals(List.of("subscribe_endpoint #s", "error " + status), nea.take());
        }
    }

    @Test
    void subscribingToAnEndpointThatIsNotConnectedIs5100AndItsReadinessFollows() {
        subscribe("a");
        assertEquals(List.of("subscribe_endpoint #s", "error 5100"), nea.take());
        EndpointLink link = link("a");
        assertEquals(List.of(), nea.take());
        board.endpointSaid(link, message("ble_ready", "{}"));
        board.endpointSaid(link, presence(BAND, "unauthenticated"));
        assertEquals(List.of("ble_ready", "presence " + BAND + " unauthenticated near 3"), nea.take());
    }

    @Test
    void anEndpointWhoseAdapterIsNotKnownYetIsNotCalledReady() {
        EndpointLink link = link("a");
        subscribe("a");
        assertEquals(List.of("subscribe_endpoint #s"), nea.take());
        board.endpointSaid(link, error(5010));
        assertEquals(List.of("error 5010"), nea.take());
    }

    @Test
    void theBandsOfTheEndpointBeforeTurnAbsentAfterTheAnswer() {
        EndpointLink a = link("a");
        board.endpointSaid(a, message("ble_ready", "{}"));
        board.endpointSaid(a, presence(BAND, "weak"));
        EndpointLink b = link("b");
        board.endpointSaid(b, message("ble_ready", "{}"));
        board.endpointSaid(b, presence(OTHER_BAND, "weak"));
        subscribe("a");
        nea.take();
        subscribe("b");
        assertEquals(
                List.of(
                        "subscribe_endpoint #s",
                        "presence " + BAND + " absent unknown 3",
                        "ble_ready",
                        "presence " + OTHER_BAND + " weak near 3"),
                nea.take());
        board.endpointSaid(a, presence(BAND, "unauthenticated"));
        assertEquals(List.of(), nea.take(), "one endpoint per NEA");
    }

    @Test
    void subscribingAgainToTheSameEndpointMakesNothingAbsent() {
        EndpointLink link = link("a");
        board.endpointSaid(link, message("ble_ready", "{}"));
        board.endpointSaid(link, presence(BAND, "weak"));
        subscribe("a");
        nea.take();
        subscribe("a");
        assertEquals(List.of("subscribe_endpoint #s", "ble_ready", "presence " + BAND + " weak near 3"), nea.take());
        board.endpointSaid(link, presence(BAND, "absent"));
        assertEquals(List.of("presence " + BAND + " absent unknown 3"), nea.take());
    }

    @Test
    void subscribingWithoutAnEndpointIdChangesNothing() {
        EndpointLink link = link("a");
        subscribe("a");
        nea.take();
        ask("subscribe_endpoint", "\"x\"", "{}");
        ask("subscribe_endpoint", "\"x\"", "{\"endpoint_id\":5}");
        assertEquals(List.of("subscribe_endpoint 4000 #x", "subscribe_endpoint 4000 #x"), nea.take());
        board.endpointSaid(link, message("ble_ready", "{}"));
        assertEquals(List.of("ble_ready"), nea.take());
    }

    @Test
    void eventsGoToEveryNeaOfTheEndpointAndToNoOther() {
        EndpointLink link = link("a");
        Client second = new Client();
        Client elsewhere = new Client();
        board.neaSaid(new Nea(second), message("subscribe_endpoint", "{\"endpoint_id\":\"a\"}"));
        board.neaSaid(new Nea(elsewhere), message("subscribe_endpoint", "{\"endpoint_id\":\"b\"}"));
        subscribe("a");
        nea.take();
        second.take();
        elsewhere.take();
        board.endpointSaid(link, message("ble_ready", "{}"));
        board.endpointSaid(link, presence(BAND, "weak"));
        board.endpointSaid(
                link,
                message(
                        "intent",
                        "{\"device\":\"" + BAND + "\",\"type\":\"BLE\",\"time\":\"2026-11-22T10:15:30.123Z\"}"));
        board.endpointSaid(link, error(5000));
        List<String> expected = List.of(
                "ble_ready",
                "presence " + BAND + " weak near 3",
                "intent {\"device\":\"" + BAND + "\",\"type\":\"BLE\",\"time\":\"2026-11-22T10:15:30.123Z\"}",
                "error 5000");
        assertEquals(expected, nea.take());
        assertEquals(expected, second.take());
        assertEquals(List.of(), elsewhere.take());
    }

    @Test
    void anErrorKeepsTheEndpointsOwnWords() {
        EndpointLink link = link("a");
        subscribe("a");
        nea.take();
        board.endpointSaid(link, error(5010));
        assertEquals(
                "{\"error_description\":\"d\",\"error_specifics\":\"s\"}",
                JSON.readTree(nea.got.get(0)).get("error").toString());
    }

    @Test
    void anEndpointThatGoesAwayIs5100AndItsBandsTurnAbsent() {
        EndpointLink link = link("a");
        board.endpointSaid(link, message("ble_ready", "{}"));
        board.endpointSaid(link, presence(BAND, "weak"));
        subscribe("a");
        nea.take();
        board.endpointGone(link, "connection lost");
        assertEquals(List.of("error 5100", "presence " + BAND + " absent unknown 3"), nea.take());
        subscribe("a");
        assertEquals(List.of("subscribe_endpoint #s", "error 5100"), nea.take());
    }

    @Test
    void theSameIdAgainReplacesTheOlderConnectionWithoutA5100() {
        Client older = new Client();
        EndpointLink first = link(older, "a");
        board.endpointSaid(first, message("ble_ready", "{}"));
        board.endpointSaid(first, presence(BAND, "weak"));
        subscribe("a");
        nea.take();
        EndpointLink second = link("a");
        assertTrue(older.closed.startsWith("1000 "), older.closed);
        board.endpointGone(first, "closed by the agent");
        assertEquals(List.of(), nea.take());
        board.endpointSaid(first, presence(BAND, "unauthenticated"));
        assertEquals(List.of(), nea.take(), "the older connection has no say any more");
        board.endpointSaid(second, message("ble_ready", "{}"));
        assertEquals(List.of("ble_ready"), nea.take());
    }

    @Test
    void bandsThatTheNewListDoesNotNameTurnAbsentOnceItIsComplete() {
        EndpointLink first = link("a");
        board.endpointSaid(first, message("ble_ready", "{}"));
        board.endpointSaid(first, presence(BAND, "weak"));
        board.endpointSaid(first, presence(OTHER_BAND, "weak"));
        subscribe("a");
        EndpointLink second = link("a");
        nea.take();
        pass(2_900);
        board.endpointSaid(second, message("ble_ready", "{}"));
        pass(400);
        board.endpointSaid(second, presence(BAND, "weak"));
        pass(499);
        assertEquals(List.of("ble_ready", "presence " + BAND + " weak near 3"), nea.take());
        pass(1);
        assertEquals(List.of("presence " + OTHER_BAND + " absent unknown 3"), nea.take());
        pass(60_000);
        assertEquals(List.of(), nea.take());
        assertEquals(List.of(), alarms);
    }

    @Test
    void anIntentEndsTheList() {
        EndpointLink first = link("a");
        board.endpointSaid(first, message("ble_ready", "{}"));
        board.endpointSaid(first, presence(BAND, "weak"));
        subscribe("a");
        EndpointLink second = link("a");
        board.endpointSaid(second, message("ble_ready", "{}"));
        nea.take();
        String payload = "{\"device\":\"" + OTHER_BAND + "\",\"type\":\"BLE\",\"time\":\"2026-11-22T10:15:30.123Z\"}";
        board.endpointSaid(second, message("intent", payload));
        assertEquals(List.of("presence " + BAND + " absent unknown 3", "intent " + payload), nea.take());
        assertEquals(List.of(), alarms);
    }

    @Test
    void aListWithoutWordOfTheAdapterIsCompleteAfterSevenSeconds() {
        EndpointLink first = link("a");
        board.endpointSaid(first, message("ble_ready", "{}"));
        board.endpointSaid(first, presence(BAND, "weak"));
        subscribe("a");
        link("a");
        nea.take();
        pass(6_999);
        assertEquals(List.of(), nea.take());
        pass(1);
        assertEquals(List.of("presence " + BAND + " absent unknown 3"), nea.take());
    }

    @Test
    void aNewcomerDuringTheListGetsTheBandsFromBeforeIt() {
        EndpointLink first = link("a");
        board.endpointSaid(first, message("ble_ready", "{}"));
        board.endpointSaid(first, presence(BAND, "weak"));
        link("a");
        subscribe("a");
        assertEquals(List.of("subscribe_endpoint #s", "presence " + BAND + " weak near 3"), nea.take());
    }

    @Test
    void presenceIsSentAgainWithTheExchangeAndWithoutAnAnswerOfItsOwn() {
        EndpointLink link = link("a");
        board.endpointSaid(link, message("ble_ready", "{}"));
        board.endpointSaid(link, presence(BAND, "weak"));
        board.endpointSaid(link, presence(OTHER_BAND, "unauthenticated"));
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
            board.neaSaid(listener, bad);
            assertEquals(List.of("error 4000"), nea.take(), bad);
        }
        board.neaSaid(listener, "[".repeat(30_000));
        assertEquals(List.of("error 4000"), nea.take());
    }

    @Test
    void missingExchangeAndPayloadAreNullAndEmpty() {
        board.neaSaid(listener, "{\"operation\":\"dance\"}");
        board.neaSaid(listener, "{\"operation\":\"dance\",\"payload\":null}");
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
        board.endpointSaid(link, message("intent", intent));
        assertEquals(List.of("intent " + intent.replace("null", "\"" + OTHER_BAND + "\"")), nea.take());
    }

    @Test
    void anNfcIntentOfACardThatIsNobodysIsDroppedAndTold() {
        EndpointLink link = link("a");
        subscribe("a");
        nea.take();
        board.endpointSaid(
                link,
                message(
                        "intent",
                        "{\"device\":null,\"type\":\"NFC\",\"nfc_uid\":\"04A2B3C4D5E6F8\",\"reader\":\"R\",\"time\":\"t\"}"));
        assertEquals(List.of(), nea.take());
        assertEquals(
                1,
                story.stream()
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
            board.endpointSaid(link, message);
            assertEquals(List.of("error 4000"), endpoint.take(), message);
        }
        assertEquals(List.of(), nea.take());
    }

    @Test
    void theFirstMessageOfAnEndpointIsItsName() {
        Client endpoint = new Client();
        EndpointLink link = new EndpointLink(endpoint);
        board.endpointSaid(link, message("ble_ready", "{}"));
        assertEquals(List.of("error 4000"), endpoint.take());
        board.endpointSaid(link, message("endpoint", "{\"endpoint_id\":\"a\"}"));
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
            board.endpointSaid(link, error(status));
            board.endpointSaid(link, "{\"operation\":\"dance\",\"status\":" + status + "}");
            board.endpointSaid(link, "{\"operation\":\"presence\",\"status\":" + status + "}");
        }
        assertEquals(List.of(), endpoint.take());
        assertEquals(List.of(), nea.take());
        board.endpointSaid(link, message("dance", "{}"));
        assertEquals(List.of("dance 4040"), endpoint.take());
    }

    @Test
    void anEndpointThatChangesItsNameLeavesTheOldOne() {
        EndpointLink link = link("a");
        subscribe("a");
        nea.take();
        board.endpointSaid(link, message("endpoint", "{\"endpoint_id\":\"b\"}"));
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
        board.endpointSaid(link, message("ble_ready", "{}"));
        assertEquals(List.of(), nea.take());
    }

    @Test
    void moreBandsThanAreKeptArePassedOnAllTheSame() {
        EndpointLink link = link("a");
        subscribe("a");
        for (int i = 0; i < Endpoint.BANDS_AT_MOST + 2; i++) {
            board.endpointSaid(
                    link, presence(String.format("C2:00:00:%02X:%02X:%02X", i >> 16, i >> 8 & 255, i & 255), "weak"));
        }
        assertEquals(Endpoint.BANDS_AT_MOST, link.endpoint.present().size());
        assertEquals(Endpoint.BANDS_AT_MOST + 3, nea.take().size());
    }
}
