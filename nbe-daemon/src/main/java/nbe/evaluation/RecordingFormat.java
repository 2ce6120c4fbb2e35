package nbe.evaluation;

import java.util.Locale;

/** The words of a recording's file, for its writer and its reader; the format is described in docs/evaluation.md. */
final class RecordingFormat {
    static final String FIRST_LINE = "# nbe recording 1";
    static final String COLUMNS = "t_seconds,band,rssi_dbm,flags,service_request_state,adapter";
    static final String PLAIN_COLUMNS = "t_seconds,rssi_dbm";
    static final String MARK = "# mark t=";
    static final String FORGET = "# forget t=";
    static final String ADAPTER = "adapter=";

    static final int ENROLLED = 1;
    static final int AUTHENTICATED = 2;
    static final int ON_BODY = 4;

    private static final double NANOS_PER_SECOND = 1e9;

    private RecordingFormat() {}

    /** Microseconds: an advertisement is longer than that on the air. */
    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.6f", nanos / NANOS_PER_SECOND);
    }

    static long nanos(double seconds) {
        return Math.round(seconds * NANOS_PER_SECOND);
    }
}
