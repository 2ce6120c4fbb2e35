package nbe.capture;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Advertising PDUs as a sniffer takes them from the air (Core Specification, volume 6, part B, section 2.3). The channel is not
 * looked at: PDUs of these types are sent on 37 to 39 only.
 */
final class LinkLayerDecoder {
    /** The access address of all advertising channels (section 2.1.2). */
    private static final int ADVERTISING_ACCESS_ADDRESS = 0x8E89BED6;

    private static final int HEADER_BYTES = 6;
    private static final int ADDRESS_BYTES = 6;
    private static final int TYPE_BITS = 0x0F;
    private static final int RANDOM_BIT = 0x40;
    private static final int LONGEST_DATA = 31;

    // The pseudo-header of LINKTYPE_BLUETOOTH_LE_LL_WITH_PHDR.
    private static final int PSEUDO_HEADER_BYTES = 10;
    private static final int SIGNAL_AT = 1;
    private static final int FLAGS_AT = 8;
    private static final int SIGNAL_VALID = 0x0002;
    private static final int CRC_CHECKED = 0x0400;
    private static final int CRC_VALID = 0x0800;
    /** 0: the 1 Mbit/s PHY, the only one of these PDUs. */
    private static final int PHY_SHIFT = 14;

    private LinkLayerDecoder() {}

    /** Link type 251: nothing is known of level and check sum. */
    static Decoded withoutHeader(RawPacket packet, Consumer<CapturedAdvertisement> sink) {
        return pdu(packet, CapturedAdvertisement.RSSI_UNKNOWN, sink);
    }

    /** Link type 256. */
    static Decoded withHeader(RawPacket packet, Consumer<CapturedAdvertisement> sink) {
        Slice bytes = packet.bytes();
        if (bytes.length() < PSEUDO_HEADER_BYTES) {
            return Decoded.CUT;
        }
        int flags = bytes.u16(FLAGS_AT);
        if ((flags & CRC_CHECKED) != 0 && (flags & CRC_VALID) == 0) {
            return Decoded.BAD_CRC;
        }
        if (flags >> PHY_SHIFT != 0) {
            return Decoded.WHOLE;
        }
        int rssiDbm = (flags & SIGNAL_VALID) != 0 ? bytes.i8(SIGNAL_AT) : CapturedAdvertisement.RSSI_UNKNOWN;
        return pdu(packet.withBytes(bytes.from(PSEUDO_HEADER_BYTES)), rssiDbm, sink);
    }

    /** A packet from its access address on; what follows the PDU, its check sum for one, is not read. */
    static Decoded pdu(RawPacket packet, int rssiDbm, Consumer<CapturedAdvertisement> sink) {
        Slice bytes = packet.bytes();
        if (bytes.length() < HEADER_BYTES) {
            return Decoded.CUT;
        }
        int header = bytes.u8(4);
        Optional<AdvertisingType> type = AdvertisingType.ofPdu(header & TYPE_BITS);
        if (bytes.i32(0) != ADVERTISING_ACCESS_ADDRESS || type.isEmpty()) {
            return Decoded.WHOLE;
        }
        int length = bytes.u8(5);
        int dataLength = length - ADDRESS_BYTES;
        if (bytes.length() < HEADER_BYTES + length || dataLength < 0 || dataLength > LONGEST_DATA) {
            return Decoded.CUT;
        }
        boolean directed = type.get() == AdvertisingType.DIRECTED; // an address follows, no data
        sink.accept(new CapturedAdvertisement(
                packet.unixNanos(),
                packet.adapter(),
                type.get(),
                (header & RANDOM_BIT) != 0,
                bytes.address(HEADER_BYTES),
                bytes.octets(HEADER_BYTES + ADDRESS_BYTES, directed ? 0 : dataLength),
                rssiDbm));
        return Decoded.WHOLE;
    }
}
