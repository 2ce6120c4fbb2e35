package nbe.bgapi.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The four header bytes as one number, first byte lowest: bit 7 event, bits 6..3 technology (0 is Bluetooth LE), bits 2..0 and
 * 15..8 payload length, bits 23..16 class, bits 31..24 message id. In this order, since the processors that we run on read it
 * so at once.
 */
final class Header {
    static final int LENGTH = 4;
    /** Largest payload that eleven bits can announce. */
    static final int HIGHEST_PAYLOAD_LENGTH = 0x7FF;

    static final int HIGHEST_CLASS = 9;

    private static final int EVENT_BIT = 0x80;
    private static final int TECHNOLOGY_BITS = 0x78;
    private static final int ALL_BUT_PAYLOAD_LENGTH = 0xFFFF_00F8;
    private static final int SCAN_RESPONSE = 0x0006_0080;
    private static final VarHandle BYTES = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Header() {}

    static int read(byte[] from, int at) {
        return (int) BYTES.get(from, at);
    }

    static void write(byte[] to, int at, Kind kind, int payloadLength, int classId, int id) {
        int first = (kind == Kind.EVENT ? EVENT_BIT : 0) | payloadLength >> 8;
        BYTES.set(to, at, first | (payloadLength & 0xFF) << 8 | classId << 16 | id << 24);
    }

    static boolean isEvent(int header) {
        return (header & EVENT_BIT) != 0;
    }

    static boolean isBluetooth(int header) {
        return (header & TECHNOLOGY_BITS) == 0;
    }

    static boolean canBegin(byte first) {
        return (first & TECHNOLOGY_BITS) == 0;
    }

    static boolean isEvent(byte first) {
        return first < 0;
    }

    static boolean isScanResponse(int header) {
        return (header & ALL_BUT_PAYLOAD_LENGTH) == SCAN_RESPONSE;
    }

    static int payloadLength(int header) {
        return (header & 0x07) << 8 | header >>> 8 & 0xFF;
    }

    static int classId(int header) {
        return header >>> 16 & 0xFF;
    }

    static int id(int header) {
        return header >>> 24;
    }

    /** Class and id in 16 bits, to look a row up. */
    static int key(int header) {
        return classId(header) << 8 | id(header);
    }
}
