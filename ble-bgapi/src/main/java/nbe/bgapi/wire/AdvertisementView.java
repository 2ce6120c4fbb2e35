package nbe.bgapi.wire;

/**
 * One gap_scan_response event (class 6, event 0), read in place: an advertisement that the sink drops costs no object.
 * The values are those of the packet under the cursor and change with the next one.
 */
public interface AdvertisementView {
    /** Received signal strength in dBm; the firmware documents -103 to -38. */
    int rssiDbm();

    /** 0 connectable, 2 non-connectable, 4 scan response, 6 discoverable. */
    int packetType();

    /** Sender's 48-bit address as a number, most significant byte first: {@code 0xC2FAD7F0D796}. */
    long address();

    /** 0 public, 1 random. */
    int addressType();

    /** Array that holds the AD structures; not to be kept or changed. */
    byte[] buffer();

    /** Index in {@link #buffer()} of the first byte of the AD structures. */
    int dataOffset();

    /** Number of bytes of AD structures, 0 to 255 (31 for a legacy advertisement). */
    int dataLength();
}
