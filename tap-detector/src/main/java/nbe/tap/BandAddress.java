package nbe.tap;

import java.util.Locale;

/**
 * The Bluetooth device address that names a band, as in {@code C2:FA:D7:F0:D7:96}.
 *
 * @param value the 48 bits of the address, most significant byte first: {@code 0xC2FAD7F0D796}
 */
public record BandAddress(long value) implements Comparable<BandAddress> {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();
    private static final int BYTES = 6;

    /** @throws IllegalArgumentException if the value has more than 48 bits */
    public BandAddress {
        if (value < 0 || value > 0xFFFF_FFFF_FFFFL) {
            throw new IllegalArgumentException("a Bluetooth address has 48 bits, not " + Long.toHexString(value));
        }
    }

    /**
     * Reads {@code C2:FA:D7:F0:D7:96}, in capitals or not.
     *
     * @throws IllegalArgumentException if the text is not six hexadecimal bytes with colons between
     */
    public static BandAddress parse(String text) {
        if (!text.matches("(?i)[0-9a-f]{2}(:[0-9a-f]{2}){5}")) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is no Bluetooth address; six hexadecimal bytes with colons between are, as in C2:FA:D7:F0:D7:96");
        }
        return new BandAddress(Long.parseLong(text.replace(":", "").toLowerCase(Locale.ROOT), 16));
    }

    @Override
    public int compareTo(BandAddress other) {
        return Long.compare(value, other.value);
    }

    /** The address as Nymi writes it: capitals, most significant byte first, colons between. */
    @Override
    public String toString() {
        char[] text = new char[BYTES * 3 - 1];
        for (int i = 0; i < BYTES; i++) {
            int octet = (int) (value >>> (8 * (BYTES - 1 - i))) & 0xFF;
            text[i * 3] = HEX[octet >> 4];
            text[i * 3 + 1] = HEX[octet & 0xF];
            if (i < BYTES - 1) {
                text[i * 3 + 2] = ':';
            }
        }
        return new String(text);
    }
}
