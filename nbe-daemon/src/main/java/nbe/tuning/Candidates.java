package nbe.tuning;

import nbe.tap.TapSettings;

/** The levels that are tried, in dBm. */
final class Candidates {
    /** The BLED112 reports -103 to -38 dBm (Bluegiga, Bluetooth Smart Software API, gap_scan_response). */
    static final int LOWEST_DBM = TapSettings.THRESHOLD_DBM.least();

    /** Above it nothing can fire. */
    static final int HIGHEST_DBM = -38;

    private Candidates() {}
}
