package nbe.bgapi.call;

/** Kind of a device address (Bluetooth Core vol 6 part B 1.3). Nymi bands have random static ones. */
public enum AddressType {
    PUBLIC,
    RANDOM;

    /** Number on the wire. */
    public int code() {
        return ordinal();
    }

    /** Of a number on the wire; anything but 0 is random. */
    public static AddressType of(int code) {
        return code == 0 ? PUBLIC : RANDOM;
    }
}
