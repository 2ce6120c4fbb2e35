package nbe.recording;

/** The words of a recording's file, for its writer and its reader; the format is described in docs/evaluation.md. */
final class RecordingFormat {
    static final String FIRST_LINE = "# nbe recording 1";
    static final String COLUMNS = "t_seconds,band,rssi_dbm,flags,service_request_state,adapter";
    static final String PLAIN_COLUMNS = "t_seconds,rssi_dbm";
    static final String MARK = "# mark t=";
    static final String FORGET = "# forget t=";
    static final String ADAPTER = "adapter=";

    private RecordingFormat() {}
}
