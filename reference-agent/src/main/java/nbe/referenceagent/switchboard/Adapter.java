package nbe.referenceagent.switchboard;

/** The state of an endpoint's Bluetooth adapter, as last reported (docs/protocol.md). */
public enum Adapter {
    /** Not reported yet on this connection, or not connected. */
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

    /** The value in {@code GET /endpoints}. */
    public String word() {
        return word;
    }
}
