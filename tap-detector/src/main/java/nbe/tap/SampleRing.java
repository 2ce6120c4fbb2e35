package nbe.tap;

import java.util.Arrays;

/**
 * The newest samples of one band on one adapter, as many as the largest of its {@linkplain SampleWindow windows} holds.
 *
 * <p>The ring grows as its windows fill and shrinks as they empty, so that ten thousand bands with a window of a thousand cost
 * what they really send: it has room for {@value #FIRST_CAPACITY} samples, or for four times as many as it holds at the most.
 * Adding is O(1) on average and allocates only when the ring changes its size. Times must not go backwards.
 */
final class SampleRing {
    private static final int FIRST_CAPACITY = 16;
    /** A ring of which less than one part in so many is in use is too large. */
    private static final int ROOMY = 4;
    /** No sample arrives so late that it would still find those in a window which {@link #letGo} drops. */
    private static final long LATEST_NANOS = 60_000_000_000L;

    private SampleWindow[] windows = {};
    private long longestAgeNanos;
    private long[] atNanos = new long[FIRST_CAPACITY];
    private byte[] rssiDbm = new byte[FIRST_CAPACITY];
    /** Slot of the newest sample. */
    private int newest;

    /** A window on this ring; made before the first sample is added. */
    SampleWindow window(int maxSamples, long maxAgeNanos) {
        SampleWindow window = new SampleWindow(this, maxSamples, maxAgeNanos);
        windows = Arrays.copyOf(windows, windows.length + 1);
        windows[windows.length - 1] = window;
        longestAgeNanos = Math.max(longestAgeNanos, maxAgeNanos);
        return window;
    }

    /**
     * Adds the newest sample to all windows.
     *
     * @param rssi -127 to -1 dBm
     */
    void add(long at, int rssi) {
        int kept = 0;
        for (SampleWindow window : windows) {
            kept = Math.max(kept, window.makeRoom(at));
        }
        if (kept == atNanos.length) {
            resize(kept * 2, kept);
        } else if (kept < atNanos.length / ROOMY && atNanos.length > FIRST_CAPACITY) {
            resize(Math.max(kept * 2, FIRST_CAPACITY), kept);
        }
        newest = newest + 1 < atNanos.length ? newest + 1 : 0;
        atNanos[newest] = at;
        rssiDbm[newest] = (byte) rssi;
        for (SampleWindow window : windows) {
            window.add(rssi);
        }
    }

    /**
     * Gives memory back if nothing has come for so long that the next sample would find all but the newest too old; that one
     * stays, and nothing that can be asked of a window after the next sample is different.
     */
    void letGo(long nowNanos) {
        if (kept() > 1 && nowNanos - nanosBack(0) > longestAgeNanos + LATEST_NANOS) {
            for (SampleWindow window : windows) {
                window.keepNewest();
            }
            resize(FIRST_CAPACITY, 1);
        }
    }

    /** For how many samples there is room now. */
    int capacity() {
        return atNanos.length;
    }

    /** Time of the i-th sample, the newest being 0. */
    long nanosBack(int i) {
        return atNanos[slot(i)];
    }

    /** Level of the i-th sample in dBm, the newest being 0. */
    int rssiBack(int i) {
        return rssiDbm[slot(i)];
    }

    private int slot(int back) {
        int slot = newest - back;
        return slot < 0 ? slot + atNanos.length : slot;
    }

    private int kept() {
        int kept = 0;
        for (SampleWindow window : windows) {
            kept = Math.max(kept, window.count());
        }
        return kept;
    }

    private void resize(int capacity, int kept) {
        long[] times = new long[capacity];
        byte[] levels = new byte[capacity];
        for (int i = 0; i < kept; i++) {
            times[kept - 1 - i] = nanosBack(i);
            levels[kept - 1 - i] = (byte) rssiBack(i);
        }
        atNanos = times;
        rssiDbm = levels;
        newest = kept - 1;
    }
}
