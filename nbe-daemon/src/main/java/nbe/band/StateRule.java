package nbe.band;

/**
 * Where a payload has its service request state.
 *
 * @param index the byte of the data; {@link #NO_BYTE}: it has none, and the state is 0
 */
public record StateRule(int index) {
    private static final int NO_BYTE = -1;

    /** The state is always 0. */
    public static final StateRule NONE = new StateRule(NO_BYTE);

    /** How many bytes of data it asks for. */
    public int needs() {
        return index + 1;
    }

    /** The state, 0 to 255, in a payload whose data begin at this offset and are long enough. */
    int in(byte[] buffer, int offset) {
        return index == NO_BYTE ? 0 : buffer[offset + index] & 0xFF;
    }
}
