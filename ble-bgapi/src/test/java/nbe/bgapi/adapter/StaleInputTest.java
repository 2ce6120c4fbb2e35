package nbe.bgapi.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StaleInputTest {
    private static final long MS = 1_000_000L;

    private long now = 5_000 * MS;
    private long wallMillis = 1_000_000;
    private final StaleInput input = new StaleInput(wallMillis, now);

    private boolean pass(long millis) {
        now += millis * MS;
        wallMillis += millis;
        return input.stoodStill(wallMillis, now);
    }

    private OptionalLong read(long tookMillis, int count) {
        return input.endAfterRead(now - tookMillis * MS, now, count);
    }

    @Test
    void readsThatWaitTheirTimeAreNoStandstill() {
        for (int i = 0; i < 100; i++) {
            assertFalse(pass(100));
            assertEquals(OptionalLong.empty(), read(100, 0));
        }
        assertFalse(input.isStale());
    }

    @Test
    void aLongPauseIsOneAndIsOverWithTheNextEmptyRead() {
        assertTrue(pass(3_000));
        assertTrue(input.isStale());
        input.drop(40);
        assertEquals(OptionalLong.empty(), read(3_000, 40), "that read began before it was noticed");
        assertFalse(pass(1));
        input.drop(2);
        assertEquals(OptionalLong.empty(), input.endAfterRead(now, now, 2), "it did not wait: more may be there");
        pass(100);
        assertEquals(OptionalLong.of(42), read(100 - 1, 0));
        assertFalse(input.isStale());
    }

    @Test
    void aReadThatHadToWaitFoundTheBufferEmptyButNotBefore250Ms() {
        pass(3_000);
        pass(5);
        assertEquals(OptionalLong.empty(), read(4, 20), "kernel and dongle still drain");
        pass(250);
        input.drop(20);
        assertEquals(OptionalLong.of(20), read(4, 20));
    }

    @Test
    void aRoomSoBusyThatNoReadWaitsBlindsForTwoSeconds() {
        pass(3_000);
        long since = now;
        OptionalLong ended = OptionalLong.empty();
        while (ended.isEmpty()) {
            pass(10);
            input.drop(10);
            ended = read(0, 10);
        }
        assertEquals(2_000 * MS, now - since);
        assertEquals(OptionalLong.of(2_000), ended);
    }

    @Test
    void aWallClockThatLeapsTellsOfASleepThatTheMonotonicClockDoesNotCount() {
        now += 10 * MS;
        wallMillis += 600_000;
        assertTrue(input.stoodStill(wallMillis, now));
    }

    @Test
    void timeThatWasSpentOnPurposeDoesNotCount() {
        now += 10_000 * MS;
        wallMillis += 10_000;
        input.restartWatch(wallMillis, now);
        assertFalse(pass(100));
    }

    @Test
    void openingThePortForgetsWhatWasDropped() {
        pass(3_000);
        input.drop(40);
        input.clear();
        assertFalse(input.isStale());
        pass(3_000);
        pass(100);
        assertEquals(OptionalLong.of(0), read(99, 0));
    }
}
