package nbe.fuzz;

import java.util.Arrays;

/** Bytes of the fuzzer, taken from the front; zeros once they are used up. */
public final class Input {
    private final byte[] bytes;
    private int at;

    public Input(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The next byte, 0 to 255. */
    public int u8() {
        return at < bytes.length ? bytes[at++] & 0xFF : 0;
    }

    /** A number from 0 to {@code below - 1}, made of one byte; below is 256 at most. */
    public int choice(int below) {
        return u8() % below;
    }

    /** The next {@code length} bytes, least significant first, 8 at most. */
    public long integer(int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (long) u8() << (8 * i);
        }
        return value;
    }

    /** So many bytes, or as many as are left. */
    public byte[] bytes(int length) {
        int end = Math.min(bytes.length, at + length);
        byte[] taken = Arrays.copyOfRange(bytes, at, end);
        at = end;
        return taken;
    }

    /** All that is left. */
    public byte[] rest() {
        return bytes(bytes.length - at);
    }

    public boolean isEmpty() {
        return at >= bytes.length;
    }
}
