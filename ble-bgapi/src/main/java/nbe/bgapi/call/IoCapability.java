package nbe.bgapi.call;

/** What the host can show and take at pairing (Bluetooth Core vol 3 part H 2.3.2); the order is that of the wire. */
public enum IoCapability {
    DISPLAY_ONLY,
    DISPLAY_YES_NO,
    KEYBOARD_ONLY,
    NO_INPUT_NO_OUTPUT,
    KEYBOARD_DISPLAY;

    /** Number on the wire. */
    public int code() {
        return ordinal();
    }
}
