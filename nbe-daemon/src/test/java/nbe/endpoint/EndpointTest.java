package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nbe.agent.link.Frame;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.bgapi.machine.AdapterStatus;
import nbe.bgapi.port.AdapterProblem;
import nbe.pcsc.NfcEvent;
import nbe.pcsc.Uid;
import nbe.tap.BandAddress;
import nbe.tap.BandTracker;
import nbe.tap.Sighting;
import nbe.tap.TapRule;
import nbe.tap.TapSettings;
import nbe.testing.LogLines;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/protocol.md through the daemon's decisions, in time that only the test moves. */
class EndpointTest {
    private static final BandAddress BAND = BandAddress.parse("C2:FA:D7:F0:D7:96");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private final Counters counters = new Counters();
    private final Endpoint endpoint = new Endpoint(
            new Identity("line-3", "1.0", "Linux"),
            1,
            new BandTracker(new TapSettings(TapRule.MEAN, 10, 50, -42, -60, -64, Duration.ofSeconds(30))),
            NOON::plusNanos,
            counters);
    private long now;

    @Test
    void aHeldBandIsOneIntentWithTheTimeOfTheDecidingSample() {
        connect();
        hear(-38, 15);
        List<JsonNode> messages = drain();
        List<JsonNode> intents = of("intent", messages);
        assertEquals(1, intents.size(), messages.toString());
        assertEquals(
                "2026-11-22T12:00:00.900Z",
                intents.get(0).get("payload").get("time").stringValue());
        assertEquals(
                BAND.toString(), intents.get(0).get("payload").get("device").stringValue());
    }

    @Test
    void theTimeFromTheDecidingSampleToTheFrameIsCounted() {
        connect();
        hear(-38, 10);
        now += 3 * MILLI; // 103 ms after the last sample
        drain();
        CoreCounts.OfIntents taps = counters.counts().intents().get(IntentType.BLE);
        assertEquals(1, taps.decided());
        assertEquals(103 * MILLI, taps.handOver().sumNanos());
    }

    @Test
    void aTapThatIsNoticedMoreThanHalfASecondTooLateIsDroppedAndCounted() {
        connect();
        for (int i = 0; i < 10; i++) {
            endpoint.onSighting(sighting(-38, i * 100 * MILLI), 2000 * MILLI);
        }
        assertEquals(List.of(), of("intent", drain()));
        assertEquals(Optional.of("intents dropped (noticed too late) 1"), counters.increases());
    }

    @Test
    void samplesFromBeforeASleepDecideNothing() {
        connect();
        hear(-38, 9);
        endpoint.onResume("test", now);
        hear(-38, 9);
        assertEquals(List.of(), of("intent", drain()));
        hear(-38, 1);
        assertEquals(1, of("intent", drain()).size());
    }

    @Test
    void samplesFromBeforeTheAdapterStoodStillDecideNothing() {
        connect();
        hear(-38, 9);
        endpoint.onStalled(new AdapterEvent.Stalled(0, "COM5", 100));
        hear(-38, 1);
        assertEquals(List.of(), of("intent", drain()));
    }

    @Test
    void anotherAdapterThatStoodStillOrRestartedCostsNoSample() {
        connect();
        hear(-38, 9);
        endpoint.onStalled(new AdapterEvent.Stalled(1, "COM6", 100));
        endpoint.onStatus(
                new AdapterEvent.Changed(1, new AdapterStatus.Scanning("COM6", "1.3.2", "00:07:80:1A:2B:3C")));
        hear(-38, 1);
        assertEquals(1, of("intent", drain()).size());
    }

    @Test
    void theAgentIsToldWhatTheAdaptersDo() {
        endpoint.onLinkOpened();
        assertEquals(1, drain().size());
        endpoint.onStatus(new AdapterEvent.Changed(0, new AdapterStatus.Missing("auto")));
        endpoint.onStatus(new AdapterEvent.Changed(
                0, new AdapterStatus.Failed("COM5", AdapterProblem.IN_USE, "held by another program")));
        endpoint.onStatus(
                new AdapterEvent.Changed(0, new AdapterStatus.Scanning("COM5", "1.3.2", "00:07:80:1A:2B:3C")));
        endpoint.onStatus(
                new AdapterEvent.Changed(0, new AdapterStatus.Scanning("COM5", "1.3.2", "00:07:80:1A:2B:3C")));
        endpoint.onStatus(new AdapterEvent.Changed(0, new AdapterStatus.Missing("COM5")));
        List<String> said = drain().stream()
                .map(m -> m.get("operation").stringValue() + " " + m.get("status"))
                .toList();
        // what waits to be sent is the newest state only
        assertEquals(List.of("error 5000"), said);
    }

    @Test
    void aCardIsAnIntentWithoutADevice() {
        connect();
        Uid uid = new Uid(new byte[] {4, 1, 2, 3, 4, 5, 6});
        endpoint.onReader(new NfcEvent.CardPlaced("Virtual PCD 00 00", uid, now), now);
        JsonNode payload = of("intent", drain()).get(0).get("payload");
        assertTrue(payload.get("device").isNull());
        assertEquals("04010203040506", payload.get("nfc_uid").stringValue());
        assertEquals("Virtual PCD 00 00", payload.get("reader").stringValue());
    }

    @Test
    void aSilentBandIsAbsentAtItsTimeAndNotBefore() {
        connect();
        hear(-70, 1);
        drain();
        long due = endpoint.deadlineNanos();
        assertEquals(Duration.ofSeconds(30).toNanos(), due);
        endpoint.onTime(due - 1);
        assertEquals(List.of(), drain());
        now = due;
        endpoint.onTime(now);
        assertEquals(
                "absent",
                of("presence", drain()).get(0).get("payload").get("state").stringValue());
    }

    @Test
    void badAndUnknownMessagesAreAnswered() {
        connect();
        endpoint.onText("{", now);
        endpoint.onText("{\"operation\":\"lookup\",\"exchange\":\"l\"}", now);
        List<JsonNode> answers = drain();
        assertEquals(4000, answers.get(0).get("status").intValue());
        assertEquals("lookup", answers.get(1).get("operation").stringValue());
        assertEquals("l", answers.get(1).get("exchange").stringValue());
        assertEquals(4040, answers.get(1).get("status").intValue());
    }

    @Test
    void aBandThatContradictsItselfIsCountedAndWarnedOfOnceAMinute() {
        connect();
        try (LogLines log = LogLines.of("endpoint")) {
            for (int i = 0; i < 700; i++) {
                endpoint.onSighting(sighting(-45, now), now);
                endpoint.onSighting(new Sighting(BAND, -88, true, false, true, 0, now + 50 * MILLI, 0), now);
                now += 100 * MILLI;
            }
            assertEquals(2, log.warnings().size(), log.warnings().toString());
            assertEquals(
                    BAND
                            + " changes its state more than three times a second, authenticated at -45 dBm, otherwise at -88 dBm (1 such"
                            + " seconds of all bands since the last such line): somebody else may send with its address; it"
                            + " cannot tap by Bluetooth meanwhile",
                    log.warnings().get(0));
        }
        assertEquals(Optional.of("seconds in which a band contradicted itself 70"), counters.increases());
    }

    @Test
    void bandsThatWereSentAwayToMakeRoomAreCountedAndWarnedOf() {
        connect();
        try (LogLines log = LogLines.of("endpoint")) {
            for (int i = 0; i < 10_100; i++) {
                endpoint.onSighting(
                        new Sighting(new BandAddress(0xD00000000000L + i), -70, true, true, true, 0, now, 0), now);
                now += MILLI / 2;
            }
            assertEquals(1, log.warnings().size(), log.warnings().toString());
            assertTrue(log.warnings().get(0).startsWith("more bands are here than are kept: 1 were declared absent"));
        }
        assertEquals(Optional.of("bands declared absent to make room 100"), counters.increases());
        assertEquals(10_000, endpoint.bandsHere());
    }

    private void connect() {
        endpoint.onStatus(
                new AdapterEvent.Changed(0, new AdapterStatus.Scanning("COM5", "1.3.2", "00:07:80:1A:2B:3C")));
        endpoint.onLinkOpened();
        drain();
    }

    private void hear(int rssiDbm, int times) {
        for (int i = 0; i < times; i++) {
            endpoint.onSighting(sighting(rssiDbm, now), now);
            now += 100 * MILLI;
        }
    }

    private static Sighting sighting(int rssiDbm, long at) {
        return new Sighting(BAND, rssiDbm, true, true, true, 0, at, 0);
    }

    private List<JsonNode> drain() {
        List<JsonNode> all = new ArrayList<>();
        for (Optional<Frame> frame = endpoint.nextFrame(now); frame.isPresent(); frame = endpoint.nextFrame(now)) {
            all.add(JsonMapper.shared().readTree(frame.get().text()));
            endpoint.onSent(now);
        }
        return all;
    }

    private static List<JsonNode> of(String operation, List<JsonNode> messages) {
        return messages.stream()
                .filter(m -> m.get("operation").stringValue().equals(operation))
                .toList();
    }
}
