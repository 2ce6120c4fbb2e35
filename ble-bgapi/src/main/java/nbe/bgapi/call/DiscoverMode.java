package nbe.bgapi.call;

/** What gap_discover reports. */
public enum DiscoverMode {
    /** Limited discoverable devices. */
    LIMITED,
    /** Limited and general discoverable devices. */
    GENERIC,
    /** Everything that is heard. */
    OBSERVATION;

    /** Number on the wire. */
    public int code() {
        return ordinal();
    }
}
