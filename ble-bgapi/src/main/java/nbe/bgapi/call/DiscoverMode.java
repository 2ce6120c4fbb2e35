package nbe.bgapi.call;

/**
 * Which devices' advertisements the dongle reports while it scans; a parameter of {@link Gap#discover}. The adapter's state machine uses
 * {@link #OBSERVATION}.
 */
public enum DiscoverMode {
    /** Devices in limited discoverable mode. */
    LIMITED,
    /** Devices in limited or general discoverable mode. */
    GENERIC,
    /** All devices. */
    OBSERVATION;

    /** Number on the wire. */
    public int code() {
        return ordinal();
    }
}
