package nbe.referenceagent.switchboard;

/** What an endpoint last said about its Bluetooth adapter, with the status codes of contract section 4. */
public enum Adapter {
    /** It said nothing yet on this connection, or is not connected. */
    UNKNOWN("unknown"),
    /** {@code ble_ready}. */
    READY("ready"),
    /** {@code error} 5000. */
    MISSING("missing"),
    /** {@code error} 5010. */
    FAILED("failed");

    private final String word;

    Adapter(String word) {
        this.word = word;
    }

    /** As it stands in {@code GET /endpoints}. */
    public String word() {
        return word;
    }
}
