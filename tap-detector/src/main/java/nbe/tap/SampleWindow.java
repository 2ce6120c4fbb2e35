package nbe.tap;

/**
 * The last samples of one band on one adapter: at most so many, none older than so long, and their sum at hand.
 *
 * <p>A ring that grows as it fills and shrinks as it empties, so that ten thousand bands with a window of a thousand cost what
 * they really send: it has room for {@value #FIRST_CAPACITY} samples, or for four times as many as it holds at the most.
 * Adding is O(1) on average and allocates only when the ring changes its size. Times must not go backwards.
 */
final class SampleWindow {
    private static final int FIRST_CAPACITY = 16;
    /** A ring of which less than one part in so many is in use is too large. */
    private static final int ROOMY = 4;
    /** No sample arrives so late that it would still find those in the window which {@link #letGo} drops. */
    private static final long LATEST_NANOS = 60_000_000_000L;

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
            resize(Math.min(count * 2, maxSamples));
        } else if (count < atNanos.length / ROOMY && atNanos.length > FIRST_CAPACITY) {
            resize(Math.max(count * 2, FIRST_CAPACITY));
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

    /**
     * Gives memory back if nothing has come for so long that the next sample would find all but the newest too old; that one
     * stays, and nothing that can be asked of the window after the next sample is different.
     */
    void letGo(long nowNanos) {
        if (count > 1 && nowNanos - newestNanos() > maxAgeNanos + LATEST_NANOS) {
            while (count > 1) {
                dropOldest();
            }
            resize(Math.min(FIRST_CAPACITY, maxSamples));
        }
    }

    /** For how many samples there is room now. */
    int capacity() {
        return atNanos.length;
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

    private void resize(int capacity) {
        long[] times = new long[capacity];
        byte[] levels = new byte[capacity];
        int tail = Math.min(count, atNanos.length - oldest);
        System.arraycopy(atNanos, oldest, times, 0, tail);
        System.arraycopy(atNanos, 0, times, tail, count - tail);
        System.arraycopy(rssiDbm, oldest, levels, 0, tail);
        System.arraycopy(rssiDbm, 0, levels, tail, count - tail);
        atNanos = times;
        rssiDbm = levels;
        oldest = 0;
    }
}
