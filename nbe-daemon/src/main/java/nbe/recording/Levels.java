package nbe.recording;

/** RSSI values of one sender, counted by dBm: -127 to -1. For one thread. */
final class Levels {
    private static final int LOWEST = -127;

    private final int[] counts = new int[-LOWEST];
    private long total;

    /** A value outside of the range is no level and does not count. */
    void add(int rssiDbm) {
        if (rssiDbm >= LOWEST && rssiDbm < 0) {
            counts[rssiDbm - LOWEST]++;
            total++;
        }
    }

    boolean isEmpty() {
        return total == 0;
    }

    int min() {
        return at(0);
    }

    /** The lower one of two in the middle. */
    int median() {
        return at((total - 1) / 2);
    }

    int max() {
        return at(total - 1);
    }

    /** The value at this place of the sorted values, from 0; there is at least one. */
    private int at(long place) {
        long before = 0;
        for (int i = 0; i < counts.length; i++) {
            before += counts[i];
            if (before > place) {
                return LOWEST + i;
            }
        }
        throw new IllegalStateException("no level");
    }
}
