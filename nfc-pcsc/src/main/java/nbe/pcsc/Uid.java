package nbe.pcsc;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The unique identifier of an ISO/IEC 14443-3 card, 4 to 10 bytes. Equal by content. A UID can be copied onto another
 * card, so {@link #toString()} shows its last two bytes only.
 */
public final class Uid {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final byte[] bytes;

    /** Copies the bytes. */
    public Uid(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** Length in bytes. */
    public int length() {
        return bytes.length;
    }

    /** First byte, 0 to 255; 0x08 in a UID of 4 bytes means random (ISO/IEC 14443-3, section 6.5.4). */
    public int first() {
        return bytes[0] & 0xFF;
    }

    /** A new one at each tap: 4 bytes beginning with 08 (ISO/IEC 14443-3, section 6.5.4). */
    boolean random() {
        return bytes.length == 4 && first() == 0x08;
    }

    /** Capital hexadecimal digits of the whole UID: for the agent, and for a log at debug. */
    public String hex() {
        return HEX.formatHex(bytes);
    }

    /** {@code …E5F6}: the last two bytes. */
    @Override
    public String toString() {
        return "…" + HEX.formatHex(bytes, Math.max(0, bytes.length - 2), bytes.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Uid uid && Arrays.equals(bytes, uid.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
