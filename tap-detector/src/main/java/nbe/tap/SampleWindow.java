package nbe.tap;

import java.util.Arrays;

/**
 * The last samples of one band on one adapter: at most so many, none older than so long, and their sum at hand.
 *
 * <p>A ring that grows as it fills, so that ten thousand bands with a window of a thousand cost what they really send.
 * Adding is O(1) on average and allocates only while the ring grows. Times must not go backwards.
 */
final class SampleWindow {
    private static final int FIRST_CAPACITY = 16;

    private final int maxSamples;
    private final long maxAgeNanos;

    private long[] atNanos;
    private byte[] rssiDbm;
    private int oldest;
    private int count;
    private int sumDbm;
    private int sumOfSquares;

    /**
     * @param maxSamples 1 or more
     * @param maxAgeNanos a sample of exactly this age still counts
     */
    SampleWindow(int maxSamples, long maxAgeNanos) {
        this.maxSamples = maxSamples;
        this.maxAgeNanos = maxAgeNanos;
        int capacity = Math.min(FIRST_CAPACITY, maxSamples);
        this.atNanos = new long[capacity];
        this.rssiDbm = new byte[capacity];
    }

    /**
     * Adds the newest sample and lets go of what no longer belongs.
     *
     * @param rssi -127 to -1 dBm
     */
    void add(long at, int rssi) {
        while (count > 0 && (count == maxSamples || at - oldestNanos() > maxAgeNanos)) {
            dropOldest();
        }
        if (count == atNanos.length) {
            grow();
        }
        int slot = slot(count);
        atNanos[slot] = at;
        rssiDbm[slot] = (byte) rssi;
        count++;
        sumDbm += rssi;
        sumOfSquares += rssi * rssi;
    }

    void clear() {
        oldest = 0;
        count = 0;
        sumDbm = 0;
        sumOfSquares = 0;
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean isFull() {
        return count == maxSamples;
    }

    /** Sum of all samples in dBm: comparing it with {@code level * count()} compares the mean without rounding. */
    int sumDbm() {
        return sumDbm;
    }

    /** Mean in dBm; NaN of an empty window. */
    double meanDbm() {
        return count == 0 ? Double.NaN : (double) sumDbm / count;
    }

    /** Standard deviation of the samples in dB; 0 with fewer than two. */
    double deviationDb() {
        if (count < 2) {
            return 0;
        }
        double meanDbm = meanDbm();
        return Math.sqrt(Math.max(0, (sumOfSquares - meanDbm * sumDbm) / (count - 1)));
    }

    /** From the oldest to the newest sample; 0 with fewer than two. */
    long spanNanos() {
        return count == 0 ? 0 : newestNanos() - oldestNanos();
    }

    /** Time of the i-th sample, the newest being 0. */
    long nanosBack(int i) {
        return atNanos[slot(count - 1 - i)];
    }

    /** Level of the i-th sample in dBm, the newest being 0. */
    int rssiBack(int i) {
        return rssiDbm[slot(count - 1 - i)];
    }

    /** Of a window that is not empty. */
    long newestNanos() {
        return atNanos[slot(count - 1)];
    }

    private long oldestNanos() {
        return atNanos[oldest];
    }

    private void dropOldest() {
        sumDbm -= rssiDbm[oldest];
        sumOfSquares -= rssiDbm[oldest] * rssiDbm[oldest];
        oldest = slot(1);
        count--;
    }

    private int slot(int fromOldest) {
        int slot = oldest + fromOldest;
        return slot < atNanos.length ? slot : slot - atNanos.length;
    }

    private void grow() {
        int capacity = Math.min(atNanos.length * 2, maxSamples);
        long[] times = Arrays.copyOf(atNanos, capacity);
        byte[] levels = Arrays.copyOf(rssiDbm, capacity);
        int tail = atNanos.length - oldest;
        System.arraycopy(atNanos, oldest, times, 0, tail);
        System.arraycopy(atNanos, 0, times, tail, oldest);
        System.arraycopy(rssiDbm, oldest, levels, 0, tail);
        System.arraycopy(rssiDbm, 0, levels, tail, oldest);
        atNanos = times;
        rssiDbm = levels;
        oldest = 0;
    }
}
