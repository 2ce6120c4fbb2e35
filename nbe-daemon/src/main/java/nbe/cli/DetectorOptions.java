package nbe.cli;

import nbe.tap.TapRule;
import nbe.tap.TapSettings;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of {@code replay} and {@code evaluate} that override the configuration. */
final class DetectorOptions {
    @Option(
            names = "--threshold",
            paramLabel = "DBM",
            description = "Overrides rssi_tap_threshold, -103 to -1; 0: no taps.")
    private Integer thresholdDbm;

    @Option(names = "--window", paramLabel = "SAMPLES", description = "Overrides rssi_window_tap, 1 to 1000.")
    private Integer window;

    /** @throws ParameterException if a value is outside of its range */
    TapSettings over(TapSettings configured, TapRule rule, CommandLine command) {
        int windowTap = window == null ? configured.windowTap() : window;
        try {
            return new TapSettings(
                    rule,
                    windowTap,
                    Math.max(windowTap, configured.windowLong()),
                    thresholdDbm == null ? configured.tapThresholdDbm() : thresholdDbm,
                    configured.cutoffCloseDbm(),
                    configured.cutoffFarDbm(),
                    configured.absentAfter());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, e.getMessage(), e);
        }
    }
}
