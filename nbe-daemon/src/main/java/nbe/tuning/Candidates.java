package nbe.tuning;

import nbe.tap.TapSettings;

/** The configured settings with a candidate in place of one value. */
final class Candidates {
    /** The BLED112 reports -103 to -38 dBm (Bluegiga, Bluetooth Smart Software API, gap_scan_response). */
    static final int LOWEST_DBM = TapSettings.THRESHOLD_DBM.least();

    /** Above it nothing can fire. */
    static final int HIGHEST_DBM = -38;

    private Candidates() {}

    static TapSettings tap(TapSettings configured, int dbm) {
        return new TapSettings(
                configured.rule(),
                configured.windowTap(),
                configured.windowLong(),
                dbm,
                configured.cutoffCloseDbm(),
                configured.cutoffFarDbm(),
                configured.absentAfter());
    }

    static TapSettings cutoffs(TapSettings configured, int closeDbm, int farDbm) {
        return new TapSettings(
                configured.rule(),
                configured.windowTap(),
                configured.windowLong(),
                TapSettings.NO_TAPS,
                closeDbm,
                farDbm,
                configured.absentAfter());
    }
}
