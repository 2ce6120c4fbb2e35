package nbe.tap;

/**
 * How often one band advertises, as one adapter hears it: the shortest of the last 16 gaps between samples.
 *
 * <p>The shortest, because lost packets only ever make gaps longer: with 40 % lost, one gap in two is still a single
 * interval. Samples less than 20 ms apart (the shortest interval that Bluetooth allows) are one event and its scan response,
 * or one read of the port, and no gap.
 */
final class AdvertisingInterval {
    private static final int GAPS = 16;
    private static final long SHORTEST_NANOS = 20_000_000L;
    /** With fewer gaps it is unknown: with one packet in ten lost, four gaps are all too long once in 10,000 times. */
    private static final int ENOUGH_GAPS = 4;

    private final long[] gaps = new long[GAPS];
    private int count;
    private int next;
    private boolean heard;
    private long heardNanos;
    private long shortest;

    /** Times must not go backwards. */
    void heard(long atNanos) {
        if (heard && atNanos - heardNanos >= SHORTEST_NANOS) {
            gaps[next] = atNanos - heardNanos;
            next = (next + 1) % GAPS;
            count = Math.min(count + 1, GAPS);
            shortest = Long.MAX_VALUE;
            for (int i = 0; i < count; i++) {
                shortest = Math.min(shortest, gaps[i]);
            }
        }
        heard = true;
        heardNanos = atNanos;
    }

    boolean known() {
        return count >= ENOUGH_GAPS;
    }

    /** The best guess so far, known well or not; 0 before the first gap. */
    long nanos() {
        return shortest;
    }
}
