package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nbe.agent.link.Frame;
import nbe.agent.link.LinkCause;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.bgapi.machine.AdapterStatus;
import nbe.tap.BandAddress;
import nbe.tap.BandTracker;
import nbe.tap.Sighting;
import nbe.tap.TapRule;
import nbe.tap.TapSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The message {@code telemetry} through the heart of the daemon, in time that only the test moves. */
class TelemetryTest {
    private static final BandAddress BAND = BandAddress.parse("C2:FA:D7:F0:D7:96");
    private static final BandAddress OTHER = BandAddress.parse("C2:FA:D7:F0:D7:97");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private final Endpoint endpoint = new Endpoint(
            new Identity("line-3", "1.0", "Linux"),
            1,
            new BandTracker(new TapSettings(TapRule.MEAN, 10, 50, -42, -60, -64, Duration.ofSeconds(30))),
            NOON::plusNanos,
            new Counters());
    private long now;

    @BeforeEach
    void connect() {
        endpoint.onStatus(
                new AdapterEvent.Changed(0, new AdapterStatus.Scanning("COM5", "1.3.2", "00:07:80:1A:2B:3C")));
        endpoint.onLinkOpened();
        drain();
    }

    @Test
    void nothingIsSaidUntilTheAgentAsks() {
        hear(BAND, -60, 100);
        assertEquals(List.of(), telemetry(drain()));
        assertEquals(Duration.ofSeconds(30).toNanos() + now - 100 * MILLI, endpoint.deadlineNanos());
    }

    @Test
    void theAnswerNamesTheRuleAndItsSettings() {
        endpoint.onText("{\"operation\":\"telemetry\",\"exchange\":\"t-1\",\"payload\":{\"seconds\":60}}", now);
        JsonNode answer = drain().get(0);
        assertEquals("t-1", answer.get("exchange").stringValue());
        assertEquals(0, answer.get("status").intValue());
        assertEquals(
                "{\"seconds\":60,\"tap_detector\":\"mean\",\"rssi_window_tap\":10,\"rssi_tap_threshold\":-42,"
                        + "\"rssi_cutoff_close\":-60,\"rssi_cutoff_far\":-64}",
                answer.get("payload").toString());
    }

    @Test
    void eachSampleComesWithItsTimeItsLevelAndWhyItMadeNoTap() {
        ask(60);
        hear(BAND, -60, 12);
        JsonNode payload = telemetry(drain()).get(0).get("payload");
        assertEquals(1, payload.get("number").intValue());
        assertEquals("2026-11-22T12:00:00.000Z", payload.get("time").stringValue());
        JsonNode band = payload.get("bands").get(0);
        assertEquals(BAND.toString(), band.get("device").stringValue());
        assertEquals(0, band.get("adapter").intValue());
        JsonNode samples = band.get("samples");
        assertEquals(12, samples.size());
        assertEquals(
                "{\"ms\":0,\"rssi\":-60,\"verdict\":\"too_few\",\"level\":-60.0,\"needed\":-42.0,\"samples\":1}",
                samples.get(0).toString());
        assertEquals(
                "{\"ms\":1100,\"rssi\":-60,\"verdict\":\"below\",\"level\":-60.0,\"needed\":-42.0,\"samples\":10}",
                samples.get(11).toString());
    }

    @Test
    void theTapIsMarkedAtTheSampleThatDecidedIt() {
        ask(60);
        hear(BAND, -60, 10);
        hear(BAND, -38, 12);
        List<JsonNode> messages = drain();
        String verdicts = samples(messages).stream()
                .map(sample -> sample.get("verdict").stringValue())
                .reduce("", (a, b) -> a + " " + b);
        assertTrue(verdicts.contains("below tap must_fall"), verdicts);
        assertEquals(
                1,
                messages.stream()
                        .filter(m -> m.get("operation").stringValue().equals("intent"))
                        .count());
    }

    @Test
    void aBandThatIsNotWeakHasSamplesButNoLevel() {
        ask(60);
        endpoint.onSighting(new Sighting(BAND, -50, true, false, true, 0, now, 0), now);
        now += 200 * MILLI;
        assertEquals(
                "{\"ms\":0,\"rssi\":-50,\"verdict\":\"not_weak\"}",
                samples(drain()).get(0).toString());
    }

    @Test
    void theLeaseEndsByItself() {
        ask(2);
        hear(BAND, -60, 15);
        assertEquals(1, telemetry(drain()).size());
        confirmAll();
        assertTrue(endpoint.deadlineNanos() <= Duration.ofSeconds(2).toNanos());
        now = Duration.ofSeconds(2).toNanos();
        endpoint.onTime(now);
        hear(BAND, -60, 30);
        assertEquals(List.of(), telemetry(drain()));
    }

    @Test
    void zeroSecondsEndIt() {
        ask(60);
        hear(BAND, -60, 1);
        ask(0);
        hear(BAND, -60, 10);
        assertEquals(List.of(), telemetry(drain()));
    }

    @Test
    void aNewConnectionBeginsWithoutIt() {
        ask(60);
        endpoint.onLinkLost(true, LinkCause.Kind.IO);
        hear(BAND, -60, 10);
        endpoint.onLinkOpened();
        hear(BAND, -60, 10);
        assertEquals(List.of(), telemetry(drain()));
    }

    @Test
    void oneBandMayBeAskedForAlone() {
        endpoint.onText(
                "{\"operation\":\"telemetry\",\"payload\":{\"device\":\"C2:FA:D7:F0:D7:97\",\"seconds\":60}}", now);
        drain();
        hear(BAND, -60, 3);
        hear(OTHER, -61, 3);
        List<JsonNode> bands = new ArrayList<>();
        telemetry(drain()).forEach(m -> m.get("payload").get("bands").forEach(bands::add));
        assertEquals(1, bands.size());
        assertEquals(OTHER.toString(), bands.get(0).get("device").stringValue());
    }

    @Test
    void noMoreThanFiveMessagesASecond() {
        ask(60);
        int messages = 0;
        for (int i = 0; i < 100; i++) {
            endpoint.onSighting(sighting(BAND, -60), now);
            now += 10 * MILLI;
            messages += telemetry(drain()).size();
            confirmAll();
        }
        assertEquals(5, messages, "within one second");
    }

    @Test
    void withoutTheAgentsWordThatTheyCameTwoAreSentAndTheOldestSamplesAreDroppedAndCounted() {
        ask(60);
        int messages = 0;
        for (int i = 0; i < 1000; i++) {
            hear(BAND, -60, 1);
            messages += telemetry(drain()).size();
        }
        assertEquals(Telemetry.UNCONFIRMED, messages);
        confirmAll();
        JsonNode payload = telemetry(drain()).get(0).get("payload");
        JsonNode samples = payload.get("bands").get(0).get("samples");
        assertEquals(Telemetry.SAMPLES, samples.size());
        assertEquals(1000 - 4 - Telemetry.SAMPLES, payload.get("dropped").intValue(), payload::toString);
        int newest = Telemetry.SAMPLES - 1;
        assertEquals(newest * 100, samples.get(newest).get("ms").intValue(), "the newest are kept");
    }

    @Test
    void whatTheAgentConfirmsThoughItWasNeverSentOpensNothing() {
        ask(60);
        endpoint.onText("{\"operation\":\"telemetry\",\"payload\":{\"received\":1000}}", now);
        int messages = 0;
        for (int i = 0; i < 50; i++) {
            hear(BAND, -60, 1);
            messages += telemetry(drain()).size();
        }
        assertEquals(Telemetry.UNCONFIRMED, messages);
    }

    @Test
    void itGoesOnlyWhereNothingElseWaits() {
        ask(60);
        hear(BAND, -60, 10);
        hear(BAND, -38, 12);
        String words =
                drain().stream().map(m -> m.get("operation").stringValue()).reduce("", (a, b) -> a + " " + b);
        assertTrue(words.endsWith("intent telemetry"), words);
        assertEquals(1, words.split("telemetry", -1).length - 1, words);
    }

    @Test
    void whileAFrameIsOnItsWayTheCoreIsNotWokenForIt() {
        ask(60);
        hear(BAND, -60, 10);
        assertTrue(endpoint.nextFrame(now).isPresent());
        assertTrue(endpoint.deadlineNanos() > now, "a deadline that has passed turns the loop without end");
    }

    @Test
    void theLongestMessageIsShorterThanSixteenKibibytes() {
        ask(60);
        for (int i = 0; i < Telemetry.SAMPLES; i++) {
            BandAddress band = new BandAddress(0xC2FAD7000000L + i);
            for (int k = 0; k < 30; k++) {
                Sighting one = new Sighting(band, -127, true, true, true, 0, now + k * MILLI, 7);
                endpoint.onSighting(one, now);
            }
        }
        for (int i = 0; i < Telemetry.SAMPLES; i++) {
            BandAddress band = new BandAddress(0xC2FAD7000000L + i);
            endpoint.onSighting(new Sighting(band, -103, true, true, true, 0, now + 1000 * MILLI, 7), now);
        }
        now += 1000 * MILLI;
        List<JsonNode> messages = telemetry(drain());
        assertEquals(1, messages.size());
        assertEquals(
                Telemetry.SAMPLES, messages.get(0).get("payload").get("bands").size());
        int bytes = messages.get(0).toString().getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes < 16 * 1024, bytes + " bytes");
    }

    @Test
    void aSampleWithoutALevelIsLeftOut() {
        ask(60);
        endpoint.onSighting(sighting(BAND, 0), now);
        endpoint.onSighting(sighting(BAND, -128), now);
        now += 500 * MILLI;
        assertEquals(List.of(), telemetry(drain()));
    }

    @Test
    void requestsThatMeanNothingAreAnsweredWith4000() {
        for (String payload : List.of(
                "{}",
                "{\"seconds\":-1}",
                "{\"seconds\":301}",
                "{\"seconds\":1.5}",
                "{\"seconds\":\"60\"}",
                "{\"seconds\":60,\"device\":\"C2\"}",
                "{\"received\":-1}",
                "{\"received\":\"1\"}")) {
            endpoint.onText("{\"operation\":\"telemetry\",\"exchange\":\"e\",\"payload\":" + payload + "}", now);
            List<JsonNode> answers = drain();
            assertEquals(1, answers.size(), payload);
            assertEquals(4000, answers.get(0).get("status").intValue(), payload);
            assertEquals("e", answers.get(0).get("exchange").stringValue(), payload);
        }
        hear(BAND, -60, 10);
        assertFalse(telemetry(drain()).size() > 0);
    }

    private void ask(int seconds) {
        endpoint.onText("{\"operation\":\"telemetry\",\"payload\":{\"seconds\":" + seconds + "}}", now);
        drain();
    }

    private void confirmAll() {
        endpoint.onText("{\"operation\":\"telemetry\",\"payload\":{\"received\":1000000}}", now);
    }

    private void hear(BandAddress band, int rssiDbm, int times) {
        for (int i = 0; i < times; i++) {
            endpoint.onSighting(sighting(band, rssiDbm), now);
            now += 100 * MILLI;
        }
    }

    private Sighting sighting(BandAddress band, int rssiDbm) {
        return new Sighting(band, rssiDbm, true, true, true, 0, now, 0);
    }

    private List<JsonNode> drain() {
        List<JsonNode> all = new ArrayList<>();
        for (Optional<Frame> frame = endpoint.nextFrame(now); frame.isPresent(); frame = endpoint.nextFrame(now)) {
            all.add(JsonMapper.shared().readTree(frame.get().text()));
            endpoint.outbox().sent();
            frame.get().mark().ifPresent(mark -> endpoint.outbox().confirmed(mark, now));
        }
        return all;
    }

    private static List<JsonNode> telemetry(List<JsonNode> messages) {
        return messages.stream()
                .filter(m -> m.get("operation").stringValue().equals("telemetry"))
                .toList();
    }

    private static List<JsonNode> samples(List<JsonNode> messages) {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode message : telemetry(messages)) {
            for (JsonNode band : message.get("payload").get("bands")) {
                band.get("samples").forEach(all::add);
            }
        }
        return all;
    }
}
