package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SleepWatchTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final SleepWatch watch = new SleepWatch(NOON, 0);

    @Test
    void nothingHappensWhileBothClocksGoOn() {
        assertEquals(Optional.empty(), watch.look(NOON.plusSeconds(1), SECOND, SECOND));
        assertEquals(Optional.empty(), watch.look(NOON.plusSeconds(2), 2 * SECOND, 2 * SECOND));
    }

    @Test
    void aSleepIsATimeOfDayThatWentOnWithoutMonotonicTime() {
        assertEquals(Optional.empty(), watch.look(NOON.plusSeconds(6), SECOND, SECOND));
        Optional<SleepWatch.Gap> slept = watch.look(NOON.plusSeconds(6 + 3601), 2 * SECOND, 2 * SECOND);
        assertTrue(slept.orElseThrow().text().contains("3600 s"), slept.toString());
    }

    @Test
    void aClockSetBackIsNoticedToo() {
        Optional<SleepWatch.Gap> slept = watch.look(NOON.minusSeconds(86_400), SECOND, SECOND);
        assertTrue(slept.orElseThrow().text().contains("back"), slept.toString());
        assertTrue(slept.orElseThrow().slept());
    }

    @Test
    void aProcessThatStoodStillIsNoticedByALateTurn() {
        assertEquals(Optional.empty(), watch.look(NOON.plusSeconds(2), 2 * SECOND, SECOND));
        Optional<SleepWatch.Gap> slept = watch.look(NOON.plusSeconds(12), 12 * SECOND, 3 * SECOND);
        assertTrue(slept.orElseThrow().text().contains("9000 ms"), slept.toString());
        assertFalse(slept.orElseThrow().slept());
    }
}
