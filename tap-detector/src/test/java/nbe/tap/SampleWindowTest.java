package nbe.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The ring holds what a list would, and no more memory than that asks for. */
class SampleWindowTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int SMALLEST = 16;

    private record Sample(long at, int rssi) {}

    @Test
    void itHoldsWhatAListWouldHoldWhateverTheGaps() {
        long seed = System.nanoTime();
        SplittableRandom chance = new SplittableRandom(seed);
        for (int run = 0; run < 200; run++) {
            int most = chance.nextInt(1, 400);
            SampleWindow window = new SampleWindow(most, SECOND);
            Deque<Sample> list = new ArrayDeque<>();
            long at = chance.nextLong();
            for (int i = 0; i < 1_000; i++) {
                // bursts, steady sending, silences
                at += chance.nextInt(20) == 0 ? chance.nextLong(100 * SECOND) : chance.nextLong(SECOND / 50);
                if (chance.nextInt(50) == 0) {
                    window.letGo(at);
                }
                int rssi = chance.nextInt(-127, 0);
                window.add(at, rssi);
                list.addLast(new Sample(at, rssi));
                while (list.size() > most || at - list.getFirst().at() > SECOND) {
                    list.removeFirst();
                }
                assertSame(list, window, "seed " + seed + ", run " + run + ", sample " + i);
            }
        }
    }

    private static void assertSame(Deque<Sample> list, SampleWindow window, String where) {
        assertEquals(list.size(), window.count(), where);
        assertEquals(list.stream().mapToInt(Sample::rssi).sum(), window.sumDbm(), where);
        assertEquals(list.getLast().at() - list.getFirst().at(), window.spanNanos(), where);
        int back = list.size();
        for (Sample sample : list) {
            back--;
            assertEquals(sample.at(), window.nanosBack(back), where);
            assertEquals(sample.rssi(), window.rssiBack(back), where);
        }
        assertTrue(window.capacity() <= Math.max(SMALLEST, 4 * window.count() + 3), where);
    }

    @Test
    void aBurstLeavesNoLargeRingBehindEvenIfTheSenderGoesOnSlowly() {
        SampleWindow window = new SampleWindow(8_192, 10 * SECOND);
        for (int i = 0; i < 8_192; i++) {
            window.add(i, -70);
        }
        assertEquals(8_192, window.capacity());
        for (int i = 1; i <= 3; i++) {
            window.add(i * 9 * SECOND, -70);
        }
        assertEquals(SMALLEST, window.capacity());
    }

    @Test
    void aBurstFollowedBySilenceIsLetGo() {
        SampleWindow window = new SampleWindow(8_192, 10 * SECOND);
        for (int i = 0; i < 8_192; i++) {
            window.add(i, -70 - i % 2);
        }
        window.letGo(69 * SECOND);
        assertEquals(8_192, window.count());
        window.letGo(71 * SECOND);
        assertEquals(1, window.count());
        assertEquals(SMALLEST, window.capacity());
        assertEquals(8_191, window.newestNanos());
        assertEquals(-71, window.sumDbm());
    }
}
