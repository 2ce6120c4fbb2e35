package nbe.tap;

import java.time.Duration;

/**
 * The operator's settings of presence and taps (docs/configuration.md).
 *
 * @param rule which rule decides a tap
 * @param windowTap {@code rssi_window_tap}, 1 to 1000 samples ({@link TapRule#ADAPTIVE}: times 50 ms)
 * @param windowLong {@code rssi_window_long}, {@code windowTap} to 10000 samples
 * @param tapThresholdDbm {@code rssi_tap_threshold}, -103 to -1 dBm; 0 switches BLE taps off
 * @param nearThresholdDbm {@code rssi_near_threshold}, -103 to -1 dBm
 * @param absentAfter silence after which a band is absent, 1 s to 3600 s
 */
public record TapSettings(
        TapRule rule, int windowTap, int windowLong, int tapThresholdDbm, int nearThresholdDbm, Duration absentAfter) {

    /** The defaults of docs/configuration.md. */
    public static final TapSettings DEFAULTS =
            new TapSettings(TapRule.ADAPTIVE, 10, 50, -42, -60, Duration.ofSeconds(30));

    /** @throws IllegalArgumentException if a value is outside of its range */
    public TapSettings {
        require(windowTap >= 1 && windowTap <= 1000, "windowTap", windowTap, "1 to 1000");
        require(windowLong >= windowTap && windowLong <= 10_000, "windowLong", windowLong, "windowTap to 10000");
        require(
                tapThresholdDbm == 0 || (tapThresholdDbm >= -103 && tapThresholdDbm <= -1),
                "tapThresholdDbm",
                tapThresholdDbm,
                "-103 to -1, or 0");
        require(nearThresholdDbm >= -103 && nearThresholdDbm <= -1, "nearThresholdDbm", nearThresholdDbm, "-103 to -1");
        require(
                absentAfter.toSeconds() >= 1 && absentAfter.compareTo(Duration.ofHours(1)) <= 0,
                "absentAfter",
                absentAfter.toSeconds(),
                "1 to 3600 s");
    }

    private static void require(boolean ok, String name, long value, String allowed) {
        if (!ok) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed: " + allowed);
        }
    }
}
