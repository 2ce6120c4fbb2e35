package nbe.cli.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nbe.cli.status.StatusStates;
import nbe.control.status.Status;
import org.junit.jupiter.api.Test;

/** What is remembered of the daemon's answers. */
class FeedTest {
    private static final String BAND = "C2:FA:D7:F0:D7:96";

    private Instant now = StatusStates.NOW;
    private final Feed feed = new Feed(() -> now);

    private static Status with(Status status, List<nbe.control.status.BandRow> bands) {
        return new Status(
                status.version(),
                status.endpointId(),
                status.pid(),
                status.started(),
                status.uptimeS(),
                status.logLevel(),
                status.config(),
                status.agent(),
                status.adapters(),
                status.air(),
                status.readers(),
                status.nfc(),
                bands,
                status.counters(),
                status.problems(),
                status.warnings(),
                status.thresholds());
    }

    private Band band(String address) {
        return feed.now().bands().stream()
                .filter(band -> band.address().equals(address))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theLevelIsTheMeanOfASecond() {
        Status status = StatusStates.of("many bands");
        for (int level : List.of(-80, -40, -50, -60, -70)) {
            feed.answered(with(status, List.of(level(status, level))));
            now = now.plusMillis(250);
        }
        assertEquals(-55, feed.now().bands().get(0).level().getAsDouble(), "the -80 is older than a second");
    }

    private static nbe.control.status.BandRow level(Status status, int dbm) {
        var row = status.bands().get(0);
        return new nbe.control.status.BandRow(
                row.device(),
                row.payload(),
                row.state(),
                row.proximity(),
                Optional.of(dbm),
                row.samplesPerS(),
                row.lastHeardS(),
                row.lastIntent());
    }

    @Test
    void aBandThatIsNoLongerListedStaysAMinuteAsAbsent() {
        Status status = StatusStates.of("all well");
        feed.answered(status);
        now = now.plusSeconds(30);
        feed.answered(with(status, List.of()));
        assertTrue(band(BAND).absent());
        assertEquals(30, band(BAND).heardS(), 0.1);
        now = now.plusSeconds(31);
        feed.answered(with(status, List.of()));
        assertEquals(List.of(), feed.now().bands());
    }

    @Test
    void whileTheDaemonDoesNotAnswerNoBandTurnsAbsent() {
        feed.answered(StatusStates.of("all well"));
        feed.lost("gone");
        now = now.plusSeconds(5);
        assertFalse(band(BAND).absent());
        assertEquals(5.05, band(BAND).heardS(), 0.001);
        assertEquals(Optional.of("gone"), feed.now().lost());
    }

    @Test
    void aTapOfTheStatusAndOfTheStreamIsOneTap() {
        feed.answered(StatusStates.of("all well"));
        assertEquals(2, feed.now().taps().size());
        feed.tapped(Answers.tap("{\"event\":\"intent\",\"time\":\"2026-11-30T22:10:00.000Z\",\"device\":\"" + BAND
                        + "\",\"type\":\"BLE\"}")
                .orElseThrow());
        assertEquals(2, feed.now().taps().size());
        assertEquals(BAND, feed.now().taps().get(0).who(), "the newest first");
    }

    @Test
    void aCardWithoutABandIsNamedByTheEndOfItsUid() {
        Tap tap = Answers.tap("{\"event\":\"intent\",\"time\":\"2026-11-30T22:10:00.000Z\",\"device\":null,"
                        + "\"type\":\"NFC\",\"nfc_uid\":\"04A1B2C3D4E5F6\",\"reader\":\"R\"}")
                .orElseThrow();
        assertEquals("card with UID ...E5F6", tap.who());
        feed.tapped(tap);
        assertEquals(List.of(tap), feed.now().taps());
    }

    @Test
    void otherLinesOfTheStreamAreNoTaps() {
        assertEquals(
                Optional.empty(), Answers.tap("{\"event\":\"lost\",\"time\":\"2026-11-30T22:10:00Z\",\"count\":3}"));
        assertEquals(Optional.empty(), Answers.tap("no JSON"));
        assertEquals(Optional.empty(), Answers.tap("{\"event\":\"intent\",\"time\":\"yesterday\"}"));
    }

    @Test
    void fiftyTapsAreKept() {
        for (int i = 0; i < 200; i++) {
            feed.tapped(new Tap(now.plusSeconds(i), "BLE", BAND));
        }
        assertEquals(50, feed.now().taps().size());
        assertEquals(now.plusSeconds(199), feed.now().taps().get(0).time());
    }
}
