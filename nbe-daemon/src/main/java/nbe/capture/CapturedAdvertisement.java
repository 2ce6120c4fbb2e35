package nbe.capture;

import nbe.bgapi.wire.Octets;

/**
 * One advertisement or scan response, as one receiver heard it.
 *
 * @param unixNanos nanoseconds since 1970-01-01T00:00:00Z
 * @param adapter which of several receivers heard it, 0 to {@value #HIGHEST_ADAPTER}
 * @param random whether the address is a random one, otherwise public
 * @param address 48 bits, most significant byte first: {@code 0xC2FAD7F0D796}
 * @param data AD structures, 31 bytes at most in a sound legacy advertisement
 * @param rssiDbm -127 to 20 dBm, or {@value #RSSI_UNKNOWN}
 */
public record CapturedAdvertisement(
        long unixNanos, int adapter, AdvertisingType type, boolean random, long address, Octets data, int rssiDbm) {
    /** The receiver did not measure: HCI's own word for it (Core Specification, volume 4, part E, section 7.7.65.2). */
    public static final int RSSI_UNKNOWN = 127;

    /** A recording numbers its adapters in one byte. */
    static final int HIGHEST_ADAPTER = 255;

    private static final int LOWEST_RSSI_DBM = -127;
    private static final int HIGHEST_RSSI_DBM = 20;

    /** A level outside of -127 to 20 dBm becomes {@value #RSSI_UNKNOWN}, a higher adapter the highest. */
    public CapturedAdvertisement {
        if (address < 0 || address > 0xFFFF_FFFF_FFFFL) {
            throw new IllegalArgumentException("an address has 48 bits, not " + Long.toHexString(address));
        }
        if (rssiDbm < LOWEST_RSSI_DBM || rssiDbm > HIGHEST_RSSI_DBM) {
            rssiDbm = RSSI_UNKNOWN;
        }
        adapter = Math.max(0, Math.min(HIGHEST_ADAPTER, adapter));
    }

    /** Whether {@link #rssiDbm} is a level: below 0. Sniffers that do not measure write 0, and no band is that near. */
    public boolean hasRssi() {
        return rssiDbm < 0;
    }
}
