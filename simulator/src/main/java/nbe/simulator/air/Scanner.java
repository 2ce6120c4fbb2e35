package nbe.simulator.air;

/**
 * The scan parameters of the radio: for each scan interval it tunes to the next of the three advertising channels and listens there
 * for the scan window (Bluetooth Core vol 6 part B 4.4.3).
 *
 * @param intervalNanos scan interval
 * @param windowNanos scan window, not above the interval; equal: it listens all the time
 * @param active whether it sends scan requests
 */
public record Scanner(long intervalNanos, long windowNanos, boolean active) {
    /** Scan interval and window count in units of 625 µs. */
    private static final long UNIT_NANOS = 625_000;

    /** From the parameters of gap_set_scan_parameters. */
    public static Scanner of(int intervalUnits, int windowUnits, boolean active) {
        return new Scanner(intervalUnits * UNIT_NANOS, windowUnits * UNIT_NANOS, active);
    }

    /** The advertising channel at that time: 0, 1 or 2. */
    int channel(long nowNanos) {
        return (int) Math.floorMod(Math.floorDiv(nowNanos, intervalNanos), (long) RadioPath.CHANNELS);
    }

    /** Whether the radio listens at that time. */
    boolean hears(long nowNanos) {
        return Math.floorMod(nowNanos, intervalNanos) < windowNanos;
    }
}
