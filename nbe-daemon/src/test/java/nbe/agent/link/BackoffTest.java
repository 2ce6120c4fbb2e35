package nbe.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void doublesFromHalfASecondTo30Seconds() {
        long[] millis = IntStream.range(0, 9)
                .mapToLong(retries -> Backoff.delayNanos(retries, 0.5) / 1_000_000)
                .toArray();
        assertEquals(
                java.util.List.of(500L, 1000L, 2000L, 4000L, 8000L, 16000L, 30000L, 30000L, 30000L),
                java.util.Arrays.stream(millis).boxed().toList());
    }

    @Test
    void staysAt30SecondsForEver() {
        assertEquals(Backoff.LONGEST_NANOS, Backoff.delayNanos(Integer.MAX_VALUE, 0.5));
    }

    @Test
    void spreadsBy20PercentBothWays() {
        assertEquals(400_000_000L, Backoff.delayNanos(0, 0));
        assertEquals(600_000_000L, Backoff.delayNanos(0, Math.nextDown(1.0)));
        assertEquals(24_000_000_000L, Backoff.delayNanos(20, 0));
        assertEquals(36_000_000_000L, Backoff.delayNanos(20, Math.nextDown(1.0)));
    }

    @Test
    void fiftyEndpointsDoNotComeBackInTheSameInstant() {
        Random random = new Random(4711);
        long inTheBusiestTenth = IntStream.range(0, 50)
                .mapToObj(i -> Backoff.delayNanos(0, random.nextDouble()) / 20_000_000)
                .collect(java.util.stream.Collectors.groupingBy(slot -> slot, java.util.stream.Collectors.counting()))
                .values()
                .stream()
                .max(Long::compare)
                .orElseThrow();
        assertTrue(inTheBusiestTenth < 15, inTheBusiestTenth + " of 50 within 20 ms");
    }
}
