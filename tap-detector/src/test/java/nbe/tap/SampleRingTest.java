package nbe.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Each window of a ring holds what a list would, and the ring no more memory than they ask for. */
class SampleRingTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int SMALLEST = 16;

    private record Sample(long at, int rssi) {}

    /** A window, and the list that it must agree with. */
    private static final class Compared {
        private final int most;
        private final long age;
        private final SampleWindow window;
        private final Deque<Sample> list = new ArrayDeque<>();

        Compared(SampleRing ring, int most, long age) {
            this.most = most;
            this.age = age;
            this.window = ring.window(most, age);
        }

        void add(long at, int rssi) {
            list.addLast(new Sample(at, rssi));
            while (list.size() > most || at - list.getFirst().at() > age) {
                list.removeFirst();
            }
        }

        void clear() {
            window.clear();
            list.clear();
        }

        void assertSame(String where) {
            assertEquals(list.size(), window.count(), where);
            assertEquals(list.stream().mapToInt(Sample::rssi).sum(), window.sumDbm(), where);
            assertEquals(list.getLast().at() - list.getFirst().at(), window.spanNanos(), where);
            int back = list.size();
            for (Sample sample : list) {
                back--;
                assertEquals(sample.at(), window.nanosBack(back), where);
                assertEquals(sample.rssi(), window.rssiBack(back), where);
            }
        }
    }

    @Test
    void eachWindowHoldsWhatAListWouldHoldWhateverTheGapsAndTheOther() {
        long seed = System.nanoTime();
        SplittableRandom chance = new SplittableRandom(seed);
        for (int run = 0; run < 200; run++) {
            SampleRing ring = new SampleRing();
            Compared one = new Compared(ring, chance.nextInt(1, 400), SECOND);
            Compared other = new Compared(ring, chance.nextInt(1, 400), chance.nextLong(2 * SECOND));
            long at = chance.nextLong();
            for (int i = 0; i < 1_000; i++) {
                // bursts, steady sending, silences
                at += chance.nextInt(20) == 0 ? chance.nextLong(100 * SECOND) : chance.nextLong(SECOND / 50);
                if (chance.nextInt(50) == 0) {
                    ring.letGo(at);
                }
                if (chance.nextInt(100) == 0) {
                    other.clear();
                }
                int rssi = chance.nextInt(-127, 0);
                ring.add(at, rssi);
                one.add(at, rssi);
                other.add(at, rssi);
                String where = "seed " + seed + ", run " + run + ", sample " + i;
                one.assertSame(where);
                other.assertSame(where);
                int most = Math.max(one.window.count(), other.window.count());
                assertTrue(ring.capacity() <= Math.max(SMALLEST, 4 * most + 3), where);
            }
        }
    }

    @Test
    void aBurstLeavesNoLargeRingBehindEvenIfTheSenderGoesOnSlowly() {
        SampleRing ring = new SampleRing();
        ring.window(8_192, 10 * SECOND);
        for (int i = 0; i < 8_192; i++) {
            ring.add(i, -70);
        }
        assertEquals(8_192, ring.capacity());
        for (int i = 1; i <= 3; i++) {
            ring.add(i * 9 * SECOND, -70);
        }
        assertEquals(SMALLEST, ring.capacity());
    }

    @Test
    void aBurstFollowedBySilenceIsLetGo() {
        SampleRing ring = new SampleRing();
        SampleWindow window = ring.window(8_192, 10 * SECOND);
        for (int i = 0; i < 8_192; i++) {
            ring.add(i, -70 - i % 2);
        }
        ring.letGo(69 * SECOND);
        assertEquals(8_192, window.count());
        ring.letGo(71 * SECOND);
        assertEquals(1, window.count());
        assertEquals(SMALLEST, ring.capacity());
        assertEquals(8_191, window.nanosBack(0));
        assertEquals(-71, window.sumDbm());
    }
}
