package nbe.bgapi.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The four header bytes as one number, first byte on top: bit 31 event, bits 30..27 technology (0 is Bluetooth LE),
 * bits 26..16 payload length, bits 15..8 class, bits 7..0 message id.
 */
final class Header {
    static final int LENGTH = 4;
    /** Largest payload that eleven bits can announce. */
    static final int HIGHEST_PAYLOAD_LENGTH = 0x7FF;

    static final int HIGHEST_CLASS = 9;

    private static final int EVENT_BIT = 0x8000_0000;
    private static final int TECHNOLOGY_BITS = 0x7800_0000;
    /** The same technology bits in the first byte alone. */
    private static final int TECHNOLOGY_BITS_OF_FIRST_BYTE = 0x78;

    private static final int ALL_BUT_PAYLOAD_LENGTH = 0xF800_FFFF;
    private static final int SCAN_RESPONSE = 0x8000_0600;
    private static final VarHandle BIG_ENDIAN = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private Header() {}

    static int read(byte[] from, int at) {
        return (int) BIG_ENDIAN.get(from, at);
    }

    static void write(byte[] to, int at, Kind kind, int payloadLength, int classId, int id) {
        BIG_ENDIAN.set(to, at, (kind == Kind.EVENT ? EVENT_BIT : 0) | payloadLength << 16 | classId << 8 | id);
    }

    static boolean isEvent(int header) {
        return header < 0;
    }

    static boolean isBluetooth(int header) {
        return (header & TECHNOLOGY_BITS) == 0;
    }

    static boolean canBegin(byte first) {
        return (first & TECHNOLOGY_BITS_OF_FIRST_BYTE) == 0;
    }

    static boolean isEvent(byte first) {
        return first < 0;
    }

    static boolean isScanResponse(int header) {
        return (header & ALL_BUT_PAYLOAD_LENGTH) == SCAN_RESPONSE;
    }

    static int payloadLength(int header) {
        return header >>> 16 & HIGHEST_PAYLOAD_LENGTH;
    }

    static int classId(int header) {
        return header >>> 8 & 0xFF;
    }

    static int id(int header) {
        return header & 0xFF;
    }

    /** Class and id in 16 bits, to look a row up. */
    static int key(int header) {
        return header & 0xFFFF;
    }
}
