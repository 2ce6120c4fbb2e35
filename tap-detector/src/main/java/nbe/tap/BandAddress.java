package nbe.tap;

import nbe.base.AddressText;

/**
 * The Bluetooth device address that names a band, as in {@code C2:FA:D7:F0:D7:96}.
 *
 * @param value the 48 bits of the address, most significant byte first: {@code 0xC2FAD7F0D796}
 */
public record BandAddress(long value) implements Comparable<BandAddress> {
    /** @throws IllegalArgumentException if the value has more than 48 bits */
    public BandAddress {
        if (value < 0 || value > 0xFFFF_FFFF_FFFFL) {
            throw new IllegalArgumentException("a Bluetooth address has 48 bits, not " + Long.toHexString(value));
        }
    }

    /** {@link AddressText#parse}. */
    public static BandAddress parse(String text) {
        return new BandAddress(AddressText.parse(text));
    }

    @Override
    public int compareTo(BandAddress other) {
        return Long.compare(value, other.value);
    }

    /** {@link AddressText#of}. */
    @Override
    public String toString() {
        return AddressText.of(value);
    }
}
