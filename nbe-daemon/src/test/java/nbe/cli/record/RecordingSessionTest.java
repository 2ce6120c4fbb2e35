package nbe.cli.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nbe.cli.process.StopSignals;
import nbe.config.Settings;
import nbe.config.Surroundings;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;
import nbe.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a session writes and says, of a source that a test plays. */
@Timeout(60)
class RecordingSessionTest {
    private static final BandAddress ALICE = BandAddress.parse("C2:FA:D7:F0:D7:96");
    private static final BandAddress BOB = BandAddress.parse("C2:FA:D7:F0:D7:97");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private RecordingSession session(Optional<BandAddress> only) {
        Settings settings = Settings.defaults(new Surroundings(Map.of(), List.of(), () -> "desk-7"));
        return new RecordingSession(
                settings,
                only,
                out,
                new PrintWriter(err),
                System::nanoTime,
                InstantSource.fixed(Instant.parse("2026-11-30T08:00:00Z")));
    }

    /** Hears these and ends. */
    private record Played(List<Sighting> sightings) implements RecordingSource {
        @Override
        public void start(Sink sink) {
            sink.noted(System.nanoTime(), 0, "/dev/ttyACM0", true, true, "scans");
            sightings.forEach(sink::heard);
            sink.ended("the daemon has ended");
        }

        @Override
        public void stop() {}
    }

    private static Sighting of(BandAddress band) {
        return Sighting.of(band, -50, 7, 0, System.nanoTime(), 0);
    }

    private boolean run(RecordingSession session, Sighting... sightings) throws Exception {
        return session.run(
                new Played(List.of(sightings)), "1.2.3", StopSignals.installQuietly(), Optional.empty(), false);
    }

    @Test
    void aSecondBandIsSaidOnceAndTheEndOfTheSourceIsNoSuccess() throws Exception {
        assertFalse(run(session(Optional.empty()), of(ALICE), of(ALICE), of(BOB), of(ALICE), of(BOB)));
        String said = err.toString();
        assertEquals(2, said.split("a second band is heard, " + BOB, -1).length, said);
        assertTrue(said.contains("the recording ends: the daemon has ended"), said);
        assertTrue(said.endsWith("recorded 5 sightings of 2 bands" + System.lineSeparator()), said);
        assertTrue(out.toString().contains("# forget t="), out.toString());
    }

    @Test
    void withOneBandAloneTheOtherIsNotHeard() throws Exception {
        run(session(Optional.of(ALICE)), of(ALICE), of(BOB));
        assertFalse(err.toString().contains("second band"), err.toString());
        assertTrue(err.toString().contains("recorded 1 sightings of 1 bands"), err.toString());
    }

    @Test
    void eachMarkIsAnsweredWithAWord() throws Exception {
        InputStream typed = new ByteArrayInputStream("\nleft hand\n".getBytes(StandardCharsets.US_ASCII));
        RecordingSession session = session(Optional.empty());
        session.markLinesOf(typed, "tap");
        Await.until(Duration.ofSeconds(30), "both answers", () -> err.toString().contains(" s: left hand"));
        assertTrue(err.toString().matches("(?s)marked at \\d+\\.\\d s: tap\\R.*"), err.toString());
        run(session);
        assertTrue(out.toString().contains(" tap\n"), out.toString());
    }
}
