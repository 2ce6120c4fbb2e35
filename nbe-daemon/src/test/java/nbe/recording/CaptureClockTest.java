package nbe.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CaptureClockTest {
    private static final long SECOND = 1_000_000_000;
    private static final long START = 1_795_000_000 * SECOND;

    private final CaptureClock clock = new CaptureClock();

    @Test
    void itCountsFromTheFirstPacket() {
        assertEquals(0, clock.at(START));
        assertEquals(3 * SECOND, clock.at(START + 3 * SECOND));
    }

    /** Packets of two interfaces: none of them moves the others. */
    @Test
    void aLittleDisorderCostsNoTime() {
        clock.at(START);
        assertEquals(500, clock.at(START + 500));
        assertEquals(500, clock.at(START + 300));
        assertEquals(900, clock.at(START + 900));
        assertEquals(0, clock.setBack());
    }

    @Test
    void whereTheClockIsSetBackTheTimeGoesOn() {
        clock.at(START);
        clock.at(START + 10 * SECOND);
        assertEquals(10 * SECOND, clock.at(START - 3600 * SECOND));
        assertEquals(11 * SECOND, clock.at(START - 3599 * SECOND));
        assertEquals(1, clock.setBack());
    }

    @Test
    void whateverTheFileSaysItNeverGoesBackOrOverflows() {
        Random random = new Random(1);
        long last = 0;
        for (int i = 0; i < 100_000; i++) {
            long now = clock.at(random.nextLong());
            assertTrue(now >= last, now + " after " + last);
            last = now;
        }
        assertTrue(last < Long.MAX_VALUE / 2);
    }
}
