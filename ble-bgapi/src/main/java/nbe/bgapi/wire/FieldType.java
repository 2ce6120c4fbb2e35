package nbe.bgapi.wire;

import nbe.base.AddressText;

/**
 * The types of BGAPI fields. Integers are little-endian on the wire. This class does all the integer work of the package
 * apart from the packet header ({@link Header}).
 *
 * <p>Values in Java: {@code Integer} for u8, u16, i8, i16; {@code Long} for u32 and addr; {@link Octets} for bytes.
 */
public enum FieldType {
    U8(1, 0, 0xFF),
    U16(2, 0, 0xFFFF),
    U32(4, 0, 0xFFFF_FFFFL),
    I8(1, Byte.MIN_VALUE, Byte.MAX_VALUE),
    I16(2, Short.MIN_VALUE, Short.MAX_VALUE),
    /** A 48-bit address, least significant byte first on the wire; as a value the number that the usual notation spells. */
    ADDR(6, 0, 0xFFFF_FFFF_FFFFL),
    /** One length byte, then that many bytes. */
    BYTES(1, 0, 0);

    private final int fixedLength;
    private final long lowest;
    private final long highest;

    FieldType(int fixedLength, long lowest, long highest) {
        this.fixedLength = fixedLength;
        this.lowest = lowest;
        this.highest = highest;
    }

    /** Bytes on the wire; of {@link #BYTES} the length byte alone. */
    public int fixedLength() {
        return fixedLength;
    }

    /** Bytes that this value takes on the wire. */
    int measure(Object value) {
        return this == BYTES ? 1 + ((Octets) value).length() : fixedLength;
    }

    /** Reads the value at {@code at}; the caller knows that it is complete. */
    Object read(byte[] from, int at) {
        return switch (this) {
            case U8 -> u8(from, at);
            case U16 -> u16(from, at);
            case U32 -> u32(from, at);
            case I8 -> i8(from, at);
            case I16 -> i16(from, at);
            case ADDR -> addr(from, at);
            case BYTES -> Octets.copyOf(from, at + 1, u8(from, at));
        };
    }

    /** Writes a value that {@link #normalize} has let through; returns the index behind it. */
    int write(byte[] to, int at, Object value) {
        if (this == BYTES) {
            Octets bytes = (Octets) value;
            to[at] = (byte) bytes.length();
            bytes.copyTo(to, at + 1);
            return at + 1 + bytes.length();
        }
        long rest = ((Number) value).longValue();
        for (int i = 0; i < fixedLength; i++) {
            to[at + i] = (byte) rest;
            rest >>= 8;
        }
        return at + fixedLength;
    }

    /**
     * Brings a caller's value into the form that {@link #read} gives.
     *
     * @throws IllegalArgumentException if it is of another kind or out of range
     */
    Object normalize(String name, Object value) {
        if (this == BYTES) {
            Octets bytes = value instanceof byte[] array ? Octets.copyOf(array, 0, array.length) : null;
            if (bytes == null && value instanceof Octets octets) {
                bytes = octets;
            }
            if (bytes == null || bytes.length() > 0xFF) {
                throw new IllegalArgumentException(name + ": wanted at most 255 bytes, got " + value);
            }
            return bytes;
        }
        boolean integer =
                value instanceof Byte || value instanceof Short || value instanceof Integer || value instanceof Long;
        long number = integer ? ((Number) value).longValue() : 0;
        if (!integer || number < lowest || number > highest) {
            throw new IllegalArgumentException(
                    name + ": wanted an integer from " + lowest + " to " + highest + ", got " + value);
        }
        return this == U32 || this == ADDR ? (Object) number : (Object) (int) number;
    }

    /** The value as a person reads it: decimal numbers, {@code C2:FA:…}, hex. */
    String print(Object value) {
        return this == ADDR ? AddressText.of((Long) value) : value.toString();
    }

    static int u8(byte[] from, int at) {
        return from[at] & 0xFF;
    }

    static int u16(byte[] from, int at) {
        return (from[at] & 0xFF) | (from[at + 1] & 0xFF) << 8;
    }

    static long u32(byte[] from, int at) {
        return u16(from, at) | (long) u16(from, at + 2) << 16;
    }

    static int i8(byte[] from, int at) {
        return from[at];
    }

    static int i16(byte[] from, int at) {
        return (short) u16(from, at);
    }

    static long addr(byte[] from, int at) {
        return u32(from, at) | (long) u16(from, at + 4) << 32;
    }
}
