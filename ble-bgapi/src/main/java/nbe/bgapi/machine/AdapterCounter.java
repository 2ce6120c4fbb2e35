package nbe.bgapi.machine;

import java.util.Locale;

/** What is counted of an adapter. All counts only grow. */
public enum AdapterCounter {
    /** Bytes read. */
    BYTES,
    /** Packets of any kind. */
    PACKETS,
    /** Advertisements handed to the sink. */
    ADVERTISEMENTS,
    /** Bytes that belonged to no packet. */
    SKIPPED_BYTES,
    /** How often the stream lost its step. */
    BAD_HEADERS,
    /** Packets that the table does not know. */
    UNKNOWN,
    /** Bytes dropped because their age is not known. */
    STALE_BYTES,
    /** Resets sent to the dongle. */
    RESETS,
    /** How often the port was closed and opened again because the dongle did not answer. */
    REOPENS,
    /** How often a scanning dongle did not answer hello. */
    HELLO_TIMEOUTS,
    /** How often the dongle restarted by itself. */
    DONGLE_RESTARTS,
    /** Boot events that stray bytes made. */
    FALSE_BOOTS,
    /** Commands that the dongle reports as not understood. */
    PROTOCOL_ERRORS,
    /** Faults of our own on the adapter's thread. */
    FAULTS;

    /** {@code stale_bytes}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
