package nbe.status;

import java.util.concurrent.TimeUnit;

/** How often something happened within the last {@value #SECONDS} s. One thread. */
final class Rate {
    static final int SECONDS = 10;

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** More than {@link #SECONDS}, and a power of two. */
    private static final int REMEMBERED = 16;

    private final int[] counts = new int[REMEMBERED];
    /** The second of the newest one. */
    private long newest = Long.MIN_VALUE;

    void add(long nanos) {
        long second = Math.floorDiv(nanos, SECOND_NANOS);
        if (second > newest) {
            long from = newest == Long.MIN_VALUE ? second : Math.max(newest + 1, second - REMEMBERED + 1);
            for (long cleared = from; cleared <= second; cleared++) {
                counts[at(cleared)] = 0;
            }
            newest = second;
        }
        if (second > newest - REMEMBERED) {
            counts[at(second)]++;
        }
    }

    /** A second, over the last {@value #SECONDS} whole seconds before this moment. */
    double perSecond(long nowNanos) {
        long now = Math.floorDiv(nowNanos, SECOND_NANOS);
        long sum = 0;
        for (long second = now - SECONDS; second < now && second <= newest; second++) {
            sum += second > newest - REMEMBERED ? counts[at(second)] : 0;
        }
        return sum / (double) SECONDS;
    }

    private static int at(long second) {
        return (int) second & REMEMBERED - 1;
    }
}
