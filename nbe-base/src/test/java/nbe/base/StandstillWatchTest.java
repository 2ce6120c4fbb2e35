package nbe.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandstillWatchTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final StandstillWatch watch = new StandstillWatch(NOON.toEpochMilli(), 0);

    @Test
    void nothingHappensWhileBothClocksGoOn() {
        assertEquals(Optional.empty(), watch.check(NOON.plusSeconds(1).toEpochMilli(), SECOND, SECOND));
        assertEquals(Optional.empty(), watch.check(NOON.plusSeconds(2).toEpochMilli(), 2 * SECOND, 2 * SECOND));
    }

    @Test
    void aSleepIsATimeOfDayThatWentOnWithoutMonotonicTime() {
        assertEquals(Optional.empty(), watch.check(NOON.plusSeconds(6).toEpochMilli(), SECOND, SECOND));
        Optional<StandstillWatch.Gap> slept =
                watch.check(NOON.plusSeconds(6 + 3601).toEpochMilli(), 2 * SECOND, 2 * SECOND);
        assertTrue(slept.orElseThrow().text().contains("3600 s"), slept.toString());
    }

    @Test
    void aClockSetBackIsNoticedToo() {
        Optional<StandstillWatch.Gap> slept =
                watch.check(NOON.minusSeconds(86_400).toEpochMilli(), SECOND, SECOND);
        assertTrue(slept.orElseThrow().text().contains("back"), slept.toString());
        assertTrue(slept.orElseThrow().slept());
    }

    @Test
    void aProcessThatStoodStillIsNoticedByALateTurn() {
        assertEquals(Optional.empty(), watch.check(NOON.plusSeconds(2).toEpochMilli(), 2 * SECOND, SECOND));
        Optional<StandstillWatch.Gap> slept = watch.check(NOON.plusSeconds(12).toEpochMilli(), 12 * SECOND, 3 * SECOND);
        assertTrue(slept.orElseThrow().text().contains("9000 ms"), slept.toString());
        assertFalse(slept.orElseThrow().slept());
    }

    @Test
    void aLoopThatIsDueAtOnceMissedTimeIfItWasLateOrTheMachineSlept() {
        assertEquals(Optional.empty(), watch.check(NOON.plusSeconds(1).toEpochMilli(), SECOND));
        assertTrue(watch.check(NOON.plusSeconds(3).toEpochMilli(), 3 * SECOND)
                .orElseThrow()
                .missedTime());
        assertTrue(watch.check(NOON.plusSeconds(12).toEpochMilli(), 4 * SECOND)
                .orElseThrow()
                .missedTime());
        assertFalse(watch.check(NOON.toEpochMilli(), 5 * SECOND).orElseThrow().missedTime(), "only set back");
    }

    @Test
    void whatLiesBeforeARestartIsNoGap() {
        watch.restart(NOON.plusSeconds(3600).toEpochMilli(), 60 * SECOND);
        assertEquals(Optional.empty(), watch.check(NOON.plusSeconds(3601).toEpochMilli(), 61 * SECOND));
    }
}
