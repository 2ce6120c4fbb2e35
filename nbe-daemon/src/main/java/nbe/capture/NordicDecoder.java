package nbe.capture;

import java.util.function.Consumer;

/**
 * Link type 272, of Nordic's nRF Sniffer. Versions 1 to 3 of the header and the one before them (0), as Wireshark
 * ({@code epan/dissectors/packet-nordic_ble.c}) and Nordic's {@code sniffer_uart_protocol.txt} describe them.
 */
final class NordicDecoder {
    /** Version 0 begins with it, big-endian; the others with the number of the board. */
    private static final int OLDEST_MARK = 0xEFBE;

    private static final int OLDEST_VERSION_ID_AT = 2;
    private static final int ID_AT = 6;
    private static final int ADVERTISING_PACKET = 0x02;
    /** Before version 3 advertisements, too. */
    private static final int DATA_PACKET = 0x06;

    /** How long the part from here to the access address is; not in version 0. */
    private static final int LENGTH_AT = 7;

    private static final int FLAGS_AT = 8;
    private static final int RSSI_AT = 10;
    private static final int OLDEST_PACKET_AT = 17;
    private static final int CRC_OK = 0x01;
    private static final int PHY_BITS = 0x70;

    private NordicDecoder() {}

    static Decoded decode(RawPacket packet, Consumer<CapturedAdvertisement> sink) {
        Slice bytes = packet.bytes();
        if (bytes.length() < LENGTH_AT) {
            return Decoded.CUT;
        }
        boolean oldest = bytes.u16(0) == OLDEST_MARK;
        int id = bytes.u8(oldest ? OLDEST_VERSION_ID_AT : ID_AT);
        if (id != ADVERTISING_PACKET && id != DATA_PACKET) {
            return Decoded.WHOLE;
        }
        if (bytes.length() < OLDEST_PACKET_AT) {
            return Decoded.CUT;
        }
        int packetAt = oldest ? OLDEST_PACKET_AT : LENGTH_AT + bytes.u8(LENGTH_AT);
        if (bytes.length() < packetAt || packetAt <= RSSI_AT) {
            return Decoded.CUT;
        }
        int flags = bytes.u8(FLAGS_AT);
        if ((flags & CRC_OK) == 0) {
            return Decoded.BAD_CRC;
        }
        if ((flags & PHY_BITS) != 0) {
            return Decoded.WHOLE;
        }
        return LinkLayerDecoder.pdu(packet.withBytes(bytes.from(packetAt)), -bytes.u8(RSSI_AT), sink);
    }
}
