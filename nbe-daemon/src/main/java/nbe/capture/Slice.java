package nbe.capture;

import java.util.Objects;
import nbe.bgapi.wire.Octets;

/** A part of an array, read in place; numbers are little-endian, as everywhere in Bluetooth. Reads nothing outside of the part. */
final class Slice {
    private static final int ADDRESS_BYTES = 6;

    private final byte[] bytes;
    private final int offset;
    private final int length;

    Slice(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }

    int length() {
        return length;
    }

    /** From {@code at} to the end. */
    Slice from(int at) {
        return part(at, length - at);
    }

    Slice part(int at, int partLength) {
        return new Slice(bytes, checked(at, partLength), partLength);
    }

    /** Byte as 0 to 255. */
    int u8(int at) {
        return bytes[checked(at, 1)] & 0xFF;
    }

    /** Byte as -128 to 127. */
    int i8(int at) {
        return bytes[checked(at, 1)];
    }

    int u16(int at) {
        return u8(at) | u8(at + 1) << Byte.SIZE;
    }

    /** Four bytes; the sign means nothing. */
    int i32(int at) {
        return u16(at) | u16(at + 2) << Short.SIZE;
    }

    /** A device address, as a number most significant byte first. */
    long address(int at) {
        long address = 0;
        for (int i = ADDRESS_BYTES - 1; i >= 0; i--) {
            address = address << Byte.SIZE | u8(at + i);
        }
        return address;
    }

    Octets octets(int at, int count) {
        return Octets.copyOf(bytes, checked(at, count), count);
    }

    private int checked(int at, int count) {
        return offset + Objects.checkFromIndexSize(at, count, length);
    }
}
