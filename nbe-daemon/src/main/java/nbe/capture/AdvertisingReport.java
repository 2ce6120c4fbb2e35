package nbe.capture;

import nbe.bgapi.wire.Octets;

/**
 * An advertisement as a controller reports it to its host: an HCI event packet (H4 type 0x04) with an LE Meta event that carries
 * one LE Advertising Report (Core Specification, volume 4, part E, section 7.7.65.2; H4 in part A, section 2).
 */
final class AdvertisingReport {
    /** H4 packet type of an event. */
    static final int EVENT_PACKET = 0x04;

    static final int LE_META_EVENT = 0x3E;
    static final int SUBEVENT = 0x02;

    /** Address_Type of a random address; a public one has 0. */
    static final int RANDOM_ADDRESS = 0x01;

    /** The event's parameters without the data: subevent, number, type, address type, address, length, RSSI. */
    private static final int FIXED_LENGTH = 12;

    private static final int LONGEST_PARAMETERS = 255;
    private static final int ADDRESS_BYTES = 6;

    private AdvertisingReport() {}

    /** The bytes of the packet, H4 type first. Of data beyond the 243 bytes that an event holds, the rest is left out. */
    static byte[] encode(CapturedAdvertisement advertisement) {
        Octets data = advertisement.data();
        int length = Math.min(data.length(), LONGEST_PARAMETERS - FIXED_LENGTH);
        byte[] packet = new byte[3 + FIXED_LENGTH + length];
        int at = 0;
        packet[at++] = EVENT_PACKET;
        packet[at++] = LE_META_EVENT;
        packet[at++] = (byte) (FIXED_LENGTH + length);
        packet[at++] = SUBEVENT;
        packet[at++] = 1;
        packet[at++] = (byte) advertisement.type().eventType();
        packet[at++] = (byte) (advertisement.random() ? RANDOM_ADDRESS : 0);
        for (int i = 0; i < ADDRESS_BYTES; i++) {
            packet[at++] = (byte) (advertisement.address() >>> (8 * i));
        }
        packet[at++] = (byte) length;
        for (int i = 0; i < length; i++) {
            packet[at++] = (byte) data.at(i);
        }
        packet[at] = (byte) advertisement.rssiDbm();
        return packet;
    }
}
