package nbe.referenceagent.switchboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nbe.referenceagent.directory.Directory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Telemetry between one endpoint and its NEAs, through the switchboard. */
class TelemetryRelayTest {
    private static final String BAND = "C2:FA:D7:F0:D7:96";
    private static final String OTHER_BAND = "C2:FA:D7:F0:D7:97";
    private static final JsonMapper JSON = new JsonMapper();

    private record Alarmed(Instant at, Runnable task) {}

    private static final class Client implements Recipient {
        final List<JsonNode> got = new ArrayList<>();
        boolean slow;

        @Override
        public String remote() {
            return "127.0.0.1:1";
        }

        @Override
        public boolean send(String message) {
            got.add(JSON.readTree(message));
            return true;
        }

        @Override
        public void offer(String message) {
            if (!slow) {
                send(message);
            }
        }

        @Override
        public void close(int code, String reason) {
            throw new AssertionError("closed: " + code + " " + reason);
        }

        /** What came since, of this operation, as {@code status exchange payload}. */
        List<String> take(String operation) {
            List<String> words = got.stream()
                    .filter(m -> m.get("operation").stringValue().equals(operation))
                    .map(m -> m.get("status") + " " + m.get("exchange").asString("-") + " " + m.get("payload"))
                    .toList();
            got.clear();
            return words;
        }

        List<String> take() {
            return take("telemetry");
        }
    }

    private final List<Alarmed> alarms = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private final Switchboard board = new Switchboard(() -> Directory.EMPTY, this::alarm, () -> now, event -> {});
    private final Client first = new Client();
    private final Client second = new Client();
    private final Nea firstNea = new Nea(first);
    private final Nea secondNea = new Nea(second);
    private Client endpoint = new Client();
    private EndpointLink link;

    private Runnable alarm(Duration delay, Runnable task) {
        Alarmed alarmed = new Alarmed(now.plus(delay), task);
        alarms.add(alarmed);
        return () -> alarms.remove(alarmed);
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
        for (Alarmed due : alarms.stream().filter(a -> !a.at().isAfter(now)).toList()) {
            alarms.remove(due);
            due.task().run();
        }
    }

    @BeforeEach
    void connect() {
        connectEndpoint();
        say(firstNea, "subscribe_endpoint", "s", "{\"endpoint_id\":\"a\"}");
        say(secondNea, "subscribe_endpoint", "s", "{\"endpoint_id\":\"a\"}");
    }

    private void connectEndpoint() {
        endpoint = new Client();
        link = new EndpointLink(endpoint);
        fromEndpoint("endpoint", null, "{\"endpoint_id\":\"a\"}", 0);
        fromEndpoint("ble_ready", null, "{}", 0);
    }

    private void say(Nea nea, String operation, String exchange, String payload) {
        board.neaSent(
                nea,
                "{\"operation\":\"" + operation + "\",\"exchange\":\"" + exchange + "\",\"payload\":" + payload + "}");
    }

    private void fromEndpoint(String operation, String exchange, String payload, int status) {
        board.endpointSent(
                link,
                "{\"operation\":\"" + operation + "\",\"exchange\":"
                        + (exchange == null ? null : "\"" + exchange + "\"") + ",\"payload\":" + payload
                        + ",\"status\":" + status + ",\"error\":{}}");
    }

    private void samples(int number, String... devices) {
        StringBuilder bands = new StringBuilder();
        for (String device : devices) {
            bands.append(bands.length() > 0 ? "," : "")
                    .append("{\"device\":\"" + device + "\",\"adapter\":0,\"samples\":[]}");
        }
        fromEndpoint("telemetry", null, "{\"number\":" + number + ",\"bands\":[" + bands + "]}", 0);
    }

    @Test
    void anNeasQuestionGoesToItsEndpointAndTheAnswerComesBackWithItsExchange() {
        say(firstNea, "telemetry", "q", "{\"seconds\":60}");
        assertEquals(List.of("0 telemetry-1 {\"seconds\":60}"), endpoint.take());
        assertEquals(List.of(), first.take());
        fromEndpoint("telemetry", "telemetry-1", "{\"seconds\":60,\"rssi_tap_threshold\":-42}", 0);
        assertEquals(List.of("0 q {\"seconds\":60,\"rssi_tap_threshold\":-42}"), first.take());
        assertEquals(List.of(), second.take());
    }

    @Test
    void samplesAreConfirmedAndPassedOnToThoseWhoAskedOnly() {
        say(firstNea, "telemetry", "q", "{\"seconds\":60}");
        first.take();
        endpoint.take();
        samples(7, BAND);
        assertEquals(List.of("0 - {\"received\":7}"), endpoint.take());
        assertEquals(1, first.take().size());
        assertEquals(List.of(), second.take());
    }

    @Test
    void whoAskedForOneBandGetsThatBandOnly() {
        say(firstNea, "telemetry", "q", "{\"seconds\":60,\"device\":\"" + BAND.toLowerCase() + "\"}");
        say(secondNea, "telemetry", "q", "{\"seconds\":60}");
        assertEquals(
                List.of("0 telemetry-1 {\"device\":\"" + BAND + "\",\"seconds\":60}", "0 telemetry-2 {\"seconds\":60}"),
                endpoint.take(),
                "the endpoint is asked for what all of them want");
        samples(1, BAND, OTHER_BAND);
        String one = first.take().get(0);
        assertTrue(one.contains(BAND) && !one.contains(OTHER_BAND), one);
        String both = second.take().get(0);
        assertTrue(both.contains(BAND) && both.contains(OTHER_BAND), both);
        samples(2, OTHER_BAND);
        assertEquals(List.of(), first.take());
    }

    @Test
    void theEndpointIsToldToEndOnceNobodyWantsItAnyMore() {
        say(firstNea, "telemetry", "q", "{\"seconds\":60}");
        say(secondNea, "telemetry", "q", "{\"seconds\":60}");
        endpoint.take();
        say(firstNea, "telemetry", "off", "{\"seconds\":0}");
        assertTrue(first.take().contains("0 off {\"seconds\":0}"));
        assertEquals(List.of("0 telemetry-3 {\"seconds\":60}"), endpoint.take());
        board.neaGone(secondNea, "closed");
        assertEquals(List.of("0 telemetry-4 {\"seconds\":0}"), endpoint.take());
        samples(9, BAND);
        assertEquals(List.of(), first.take(), "what was on its way");
    }

    @Test
    void anNeaThatSubscribesElsewhereWantsNoMoreOfTheFirst() {
        say(firstNea, "telemetry", "q", "{\"seconds\":60}");
        endpoint.take();
        say(firstNea, "subscribe_endpoint", "s", "{\"endpoint_id\":\"b\"}");
        assertEquals(List.of("0 telemetry-2 {\"seconds\":0}"), endpoint.take());
    }

    @Test
    void aWishEndsByItselfAndSoDoesTheEndpointsLease() {
        say(firstNea, "telemetry", "q", "{\"seconds\":60}");
        pass(50);
        say(secondNea, "telemetry", "q", "{\"seconds\":5}");
        assertEquals("0 telemetry-2 {\"seconds\":10}", endpoint.take().get(1), "the longest of what is wanted");
        pass(10);
        first.take();
        samples(1, BAND);
        assertEquals(List.of(), first.take());
    }

    @Test
    void anEndpointThatConnectsAgainIsAskedAgainForWhatIsLeft() {
        say(firstNea, "telemetry", "q", "{\"seconds\":60}");
        board.endpointGone(link, "lost");
        pass(20);
        connectEndpoint();
        assertEquals(List.of("0 telemetry-2 {\"seconds\":40}"), endpoint.take());
        first.take();
        samples(1, BAND);
        assertEquals(1, first.take().size());
    }

    @Test
    void aQuestionToAnEndpointThatGoesAwayIs5100() {
        say(firstNea, "telemetry", "q", "{\"seconds\":60}");
        board.endpointGone(link, "lost");
        assertEquals(List.of("5100 q {}"), first.take());
        say(firstNea, "telemetry", "r", "{\"seconds\":60}");
        assertEquals(List.of("5100 r {}"), first.take());
    }

    @Test
    void anEndpointThatKnowsNoTelemetryIs4040ToItsNea() {
        say(firstNea, "telemetry", "q", "{\"seconds\":60}");
        endpoint.take();
        fromEndpoint("telemetry", "telemetry-1", "{}", 4040);
        assertEquals(List.of("4040 q {}"), first.take());
        board.neaGone(firstNea, "closed");
        assertEquals(List.of(), endpoint.take(), "there is nothing to end");
    }

    @Test
    void withoutASubscriptionThereIsNothingToAskFor() {
        Client lone = new Client();
        say(new Nea(lone), "telemetry", "q", "{\"seconds\":60}");
        assertEquals(List.of("4040 q {}"), lone.take());
    }

    @Test
    void whatIsNoWishIs4000() {
        for (String payload : List.of(
                "{}",
                "{\"seconds\":-1}",
                "{\"seconds\":301}",
                "{\"seconds\":\"9\"}",
                "{\"seconds\":9,\"device\":\"x\"}",
                "{\"seconds\":9,\"device\":3}")) {
            say(firstNea, "telemetry", "q", payload);
            assertEquals(List.of("4000 q {}"), first.take(), payload);
        }
        assertEquals(List.of(), endpoint.take());
    }

    @Test
    void anNeaThatReadsTooSlowlyMissesSamplesAndNothingElse() {
        say(firstNea, "telemetry", "q", "{\"seconds\":60}");
        first.take();
        first.slow = true;
        samples(1, BAND);
        assertEquals(List.of(), first.take());
        fromEndpoint("ble_ready", null, "{}", 0);
        assertEquals(1, first.take("ble_ready").size());
    }

    @Test
    void telemetryThatMakesNoSenseIsAnsweredWith4000AndNotPassedOn() {
        say(firstNea, "telemetry", "q", "{\"seconds\":60}");
        endpoint.take();
        fromEndpoint("telemetry", null, "{\"number\":1}", 0);
        assertEquals(List.of("4000 - {}"), endpoint.take("error"));
        assertEquals(List.of(), first.take());
    }
}
