package nbe.bgapi.wire;

import java.util.Arrays;
import java.util.HexFormat;

/** Some bytes as a value: copied in and out, equal by content, printed as hex. */
public final class Octets {
    public static final Octets NONE = new Octets(new byte[0]);

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Octets of(byte... bytes) {
        return new Octets(bytes.clone());
    }

    public static Octets copyOf(byte[] from, int offset, int length) {
        return length == 0 ? NONE : new Octets(Arrays.copyOfRange(from, offset, offset + length));
    }

    public int length() {
        return bytes.length;
    }

    /** Byte at {@code index} as 0 to 255. */
    public int at(int index) {
        return bytes[index] & 0xFF;
    }

    public byte[] toArray() {
        return bytes.clone();
    }

    void copyTo(byte[] to, int at) {
        System.arraycopy(bytes, 0, to, at, bytes.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
