package nbe.tap;

import java.time.Duration;

/**
 * The operator's settings of presence and taps (docs/configuration.md).
 *
 * @param rule which rule decides a tap
 * @param windowTap {@code rssi_window_tap}, samples ({@link TapRule#ADAPTIVE}: times 50 ms), within {@link #WINDOW_TAP}
 * @param windowLong {@code rssi_window_long}, samples, within {@link #WINDOW_LONG} and not below {@code windowTap}
 * @param tapThresholdDbm {@code rssi_tap_threshold}, within {@link #THRESHOLD_DBM}, or {@link #NO_TAPS}
 * @param cutoffCloseDbm {@code rssi_cutoff_close}, within {@link #THRESHOLD_DBM}, or {@link #NO_PROXIMITY}
 * @param cutoffFarDbm {@code rssi_cutoff_far}, within {@link #THRESHOLD_DBM}; not above {@code cutoffCloseDbm}, if that counts
 * @param absentAfter silence after which a band is absent, within {@link #ABSENT_AFTER_SECONDS}
 */
public record TapSettings(
        TapRule rule,
        int windowTap,
        int windowLong,
        int tapThresholdDbm,
        int cutoffCloseDbm,
        int cutoffFarDbm,
        Duration absentAfter) {

    /** Samples of the tap's window. */
    public static final Range WINDOW_TAP = new Range(1, 1000);

    /** Samples of the slow average that decides proximity. */
    public static final Range WINDOW_LONG = new Range(1, 10_000);

    /** Levels, in dBm; the BLED112 reports none below. */
    public static final Range THRESHOLD_DBM = new Range(-103, -1);

    /** What a BLED112 reports, in dBm: Bluegiga, Bluetooth Smart Software API, gap_scan_response. Nothing reaches a threshold above. */
    public static final Range REPORTED_DBM = new Range(THRESHOLD_DBM.least(), -38);

    /** The threshold that switches BLE taps off. */
    public static final int NO_TAPS = 0;

    /** The close cutoff that switches proximity off. */
    public static final int NO_PROXIMITY = 0;

    /** Seconds of silence. */
    public static final Range ABSENT_AFTER_SECONDS = new Range(1, 3600);

    /** What counts where nothing is configured (docs/configuration.md). */
    public static final TapSettings DEFAULTS =
            new TapSettings(TapRule.ADAPTIVE, 10, 50, -42, -70, -83, Duration.ofSeconds(30));

    /** From {@code least} to {@code most}, both included. */
    public record Range(int least, int most) {
        boolean contains(long value) {
            return value >= least && value <= most;
        }

        @Override
        public String toString() {
            return least + " to " + most;
        }
    }

    /** @throws IllegalArgumentException if a value is outside of its range */
    public TapSettings {
        require(WINDOW_TAP.contains(windowTap), "windowTap", windowTap, WINDOW_TAP.toString());
        require(
                windowLong >= windowTap && WINDOW_LONG.contains(windowLong),
                "windowLong",
                windowLong,
                "windowTap to " + WINDOW_LONG.most());
        require(
                tapThresholdDbm == NO_TAPS || THRESHOLD_DBM.contains(tapThresholdDbm),
                "tapThresholdDbm",
                tapThresholdDbm,
                THRESHOLD_DBM + ", or " + NO_TAPS);
        require(
                cutoffCloseDbm == NO_PROXIMITY || THRESHOLD_DBM.contains(cutoffCloseDbm),
                "cutoffCloseDbm",
                cutoffCloseDbm,
                THRESHOLD_DBM + ", or " + NO_PROXIMITY);
        require(
                THRESHOLD_DBM.contains(cutoffFarDbm)
                        && (cutoffCloseDbm == NO_PROXIMITY || cutoffFarDbm <= cutoffCloseDbm),
                "cutoffFarDbm",
                cutoffFarDbm,
                THRESHOLD_DBM + ", not above cutoffCloseDbm");
        require(
                absentAfter.toSeconds() >= ABSENT_AFTER_SECONDS.least()
                        && absentAfter.compareTo(Duration.ofSeconds(ABSENT_AFTER_SECONDS.most())) <= 0,
                "absentAfter",
                absentAfter.toSeconds(),
                ABSENT_AFTER_SECONDS + " s");
    }

    /** Whether these decide differently from {@code other} what a sample means: a window that the other filled is of no use. */
    boolean readSamplesUnlike(TapSettings other) {
        return rule != other.rule
                || windowTap != other.windowTap
                || windowLong != other.windowLong
                || tapThresholdDbm != other.tapThresholdDbm;
    }

    /** These settings with another rule. */
    public TapSettings withRule(TapRule other) {
        return new TapSettings(
                other, windowTap, windowLong, tapThresholdDbm, cutoffCloseDbm, cutoffFarDbm, absentAfter);
    }

    /** These settings with another threshold of taps. */
    public TapSettings withTapThreshold(int dbm) {
        return new TapSettings(rule, windowTap, windowLong, dbm, cutoffCloseDbm, cutoffFarDbm, absentAfter);
    }

    /** These settings with other cutoffs. */
    public TapSettings withCutoffs(int closeDbm, int farDbm) {
        return new TapSettings(rule, windowTap, windowLong, tapThresholdDbm, closeDbm, farDbm, absentAfter);
    }

    /** Whether near and far are decided at all. */
    public boolean hasProximity() {
        return cutoffCloseDbm != NO_PROXIMITY;
    }

    private static void require(boolean ok, String name, long value, String allowed) {
        if (!ok) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed: " + allowed);
        }
    }
}
