package nbe.referenceagent.switchboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SwitchboardTest extends SwitchboardRig {
    @Test
    void subscribingIsAnsweredThenTheAdapterThenEachBand() {
        EndpointLink link = link("a");
        board.endpointSent(link, message("ble_ready", "{}"));
        board.endpointSent(link, presence(BAND, "weak"));
        board.endpointSent(link, presence(OTHER_BAND, "absent"));
        subscribe("a");
        assertEquals(List.of("subscribe_endpoint #s", "ble_ready", "presence " + BAND + " weak near 3"), nea.take());
    }

    @Test
    void subscribingToAnEndpointWithoutAdapterTellsWhichTroubleItHas() {
        for (int status : new int[] {5000, 5010}) {
            EndpointLink link = link("e" + status);
            board.endpointSent(link, error(status));
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
        board.endpointSent(link, message("ble_ready", "{}"));
        board.endpointSent(link, presence(BAND, "unauthenticated"));
        assertEquals(List.of("ble_ready", "presence " + BAND + " unauthenticated near 3"), nea.take());
    }

    @Test
    void anEndpointWhoseAdapterIsNotKnownYetIsNotCalledReady() {
        EndpointLink link = link("a");
        subscribe("a");
        assertEquals(List.of("subscribe_endpoint #s"), nea.take());
        board.endpointSent(link, error(5010));
        assertEquals(List.of("error 5010"), nea.take());
    }

    @Test
    void theBandsOfTheEndpointBeforeTurnAbsentAfterTheAnswer() {
        EndpointLink a = link("a");
        board.endpointSent(a, message("ble_ready", "{}"));
        board.endpointSent(a, presence(BAND, "weak"));
        EndpointLink b = link("b");
        board.endpointSent(b, message("ble_ready", "{}"));
        board.endpointSent(b, presence(OTHER_BAND, "weak"));
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
        board.endpointSent(a, presence(BAND, "unauthenticated"));
        assertEquals(List.of(), nea.take(), "one endpoint per NEA");
    }

    @Test
    void subscribingAgainToTheSameEndpointMakesNothingAbsent() {
        EndpointLink link = link("a");
        board.endpointSent(link, message("ble_ready", "{}"));
        board.endpointSent(link, presence(BAND, "weak"));
        subscribe("a");
        nea.take();
        subscribe("a");
        assertEquals(List.of("subscribe_endpoint #s", "ble_ready", "presence " + BAND + " weak near 3"), nea.take());
        board.endpointSent(link, presence(BAND, "absent"));
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
        board.endpointSent(link, message("ble_ready", "{}"));
        assertEquals(List.of("ble_ready"), nea.take());
    }

    @Test
    void eventsGoToEveryNeaOfTheEndpointAndToNoOther() {
        EndpointLink link = link("a");
        Client second = new Client();
        Client elsewhere = new Client();
        board.neaSent(new Nea(second), message("subscribe_endpoint", "{\"endpoint_id\":\"a\"}"));
        board.neaSent(new Nea(elsewhere), message("subscribe_endpoint", "{\"endpoint_id\":\"b\"}"));
        subscribe("a");
        nea.take();
        second.take();
        elsewhere.take();
        board.endpointSent(link, message("ble_ready", "{}"));
        board.endpointSent(link, presence(BAND, "weak"));
        board.endpointSent(
                link,
                message(
                        "intent",
                        "{\"device\":\"" + BAND + "\",\"type\":\"BLE\",\"time\":\"2026-11-22T10:15:30.123Z\"}"));
        board.endpointSent(link, error(5000));
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
        board.endpointSent(link, error(5010));
        assertEquals(
                "{\"error_description\":\"d\",\"error_specifics\":\"s\"}",
                JSON.readTree(nea.got.get(0)).get("error").toString());
    }

    @Test
    void anEndpointThatGoesAwayIs5100AndItsBandsTurnAbsent() {
        EndpointLink link = link("a");
        board.endpointSent(link, message("ble_ready", "{}"));
        board.endpointSent(link, presence(BAND, "weak"));
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
        board.endpointSent(first, message("ble_ready", "{}"));
        board.endpointSent(first, presence(BAND, "weak"));
        subscribe("a");
        nea.take();
        EndpointLink second = link("a");
        assertTrue(older.closed.startsWith("1000 "), older.closed);
        board.endpointGone(first, "closed by the agent");
        assertEquals(List.of(), nea.take());
        board.endpointSent(first, presence(BAND, "unauthenticated"));
        assertEquals(List.of(), nea.take(), "the older connection has no say any more");
        board.endpointSent(second, message("ble_ready", "{}"));
        assertEquals(List.of("ble_ready"), nea.take());
    }

    @Test
    void bandsThatTheNewListDoesNotNameTurnAbsentOnceItIsComplete() {
        EndpointLink first = link("a");
        board.endpointSent(first, message("ble_ready", "{}"));
        board.endpointSent(first, presence(BAND, "weak"));
        board.endpointSent(first, presence(OTHER_BAND, "weak"));
        subscribe("a");
        EndpointLink second = link("a");
        nea.take();
        pass(2_900);
        board.endpointSent(second, message("ble_ready", "{}"));
        pass(400);
        board.endpointSent(second, presence(BAND, "weak"));
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
        board.endpointSent(first, message("ble_ready", "{}"));
        board.endpointSent(first, presence(BAND, "weak"));
        subscribe("a");
        EndpointLink second = link("a");
        board.endpointSent(second, message("ble_ready", "{}"));
        nea.take();
        String payload = "{\"device\":\"" + OTHER_BAND + "\",\"type\":\"BLE\",\"time\":\"2026-11-22T10:15:30.123Z\"}";
        board.endpointSent(second, message("intent", payload));
        assertEquals(List.of("presence " + BAND + " absent unknown 3", "intent " + payload), nea.take());
        assertEquals(List.of(), alarms);
    }

    @Test
    void aListWithoutWordOfTheAdapterIsCompleteAfterSevenSeconds() {
        EndpointLink first = link("a");
        board.endpointSent(first, message("ble_ready", "{}"));
        board.endpointSent(first, presence(BAND, "weak"));
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
        board.endpointSent(first, message("ble_ready", "{}"));
        board.endpointSent(first, presence(BAND, "weak"));
        link("a");
        subscribe("a");
        assertEquals(List.of("subscribe_endpoint #s", "presence " + BAND + " weak near 3"), nea.take());
    }
}
