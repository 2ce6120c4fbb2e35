package nbe.bgapi.call;

/**
 * What the host can display and enter for a pairing (Bluetooth Core vol 3 part H 2.3.2); a parameter of {@link Security#setParameters}. The
 * order of the constants is that of the numbers on the wire.
 */
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
