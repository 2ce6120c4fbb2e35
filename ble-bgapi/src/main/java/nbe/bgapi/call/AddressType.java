package nbe.bgapi.call;

/**
 * Type of a Bluetooth device address (Bluetooth Core vol 6 part B 1.3), for {@link Gap#connectDirect}. Nymi bands have random static
 * addresses.
 */
public enum AddressType {
    PUBLIC,
    RANDOM;

    /** Number on the wire. */
    public int code() {
        return ordinal();
    }

    /** The type for a number on the wire: 0 is public, any other number is random. */
    public static AddressType of(int code) {
        return code == 0 ? PUBLIC : RANDOM;
    }
}
