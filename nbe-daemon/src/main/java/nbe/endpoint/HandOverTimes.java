package nbe.endpoint;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Histogram of the time that taps of one type took from the byte that decided them to their frame. Counts into a fixed array and makes
 * no object. Belongs to the core's thread.
 */
final class HandOverTimes {
    /**
     * Upper bounds of the buckets in nanoseconds, each included. An idle machine needs 0.5 to 2 ms (docs/performance.md); after 2 s the
     * core drops an intent ({@link Outbox#INTENT_LIFE}).
     */
    private static final long[] BOUNDS = LongStream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2000)
            .map(TimeUnit.MILLISECONDS::toNanos)
            .toArray();

    private final long[] counts = new long[BOUNDS.length + 1];
    private long sumNanos;

    /** @param nanos what one tap took */
    void add(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
            bucket++;
        }
        counts[bucket]++;
        sumNanos += nanos;
    }

    /** What was counted so far. */
    CoreCounts.Times times() {
        return new CoreCounts.Times(
                Arrays.stream(BOUNDS).boxed().toList(),
                Arrays.stream(counts).boxed().toList(),
                sumNanos);
    }
}
