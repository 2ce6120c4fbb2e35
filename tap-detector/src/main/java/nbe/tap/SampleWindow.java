package nbe.tap;

/** The newest samples of a {@link SampleRing}, limited in number and age, with their sum kept up to date. */
final class SampleWindow {
    private final SampleRing ring;
    private final int maxSamples;
    private final long maxAgeNanos;
    private int count;
    private int sumDbm;

    /**
     * Made by {@link SampleRing#window}, which adds each sample.
     *
     * @param maxSamples 1 or more
     * @param maxAgeNanos a sample of exactly this age still counts
     */
    SampleWindow(SampleRing ring, int maxSamples, long maxAgeNanos) {
        this.ring = ring;
        this.maxSamples = maxSamples;
        this.maxAgeNanos = maxAgeNanos;
    }

    /** Drops what no longer belongs once the ring has a sample of this time; how many stay. */
    int makeRoom(long at) {
        while (count > 0 && (count == maxSamples || at - nanosBack(count - 1) > maxAgeNanos)) {
            dropOldest();
        }
        return count;
    }

    /** The ring has a new sample. */
    void add(int rssi) {
        count++;
        sumDbm += rssi;
    }

    void clear() {
        count = 0;
        sumDbm = 0;
    }

    void keepNewest() {
        while (count > 1) {
            dropOldest();
        }
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

    /** From the oldest to the newest sample; 0 with fewer than two. */
    long spanNanos() {
        return count == 0 ? 0 : ageNanos(count - 1);
    }

    /** Level of the i-th sample in dBm, the newest being 0. */
    int rssiBack(int i) {
        return ring.rssiBack(i);
    }

    /** Time of the i-th sample, the newest being 0. */
    long nanosBack(int i) {
        return ring.nanosBack(i);
    }

    /** From the i-th to the newest sample. */
    long ageNanos(int i) {
        return nanosBack(0) - nanosBack(i);
    }

    private void dropOldest() {
        int rssi = rssiBack(count - 1);
        sumDbm -= rssi;
        count--;
    }
}
