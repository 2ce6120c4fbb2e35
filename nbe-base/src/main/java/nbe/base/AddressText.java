package nbe.base;

import java.util.regex.Pattern;

/** The text of a 48-bit device address, {@code C2:FA:D7:F0:D7:96}: capitals, most significant byte first. */
public final class AddressText {
    private static final Pattern SIX_BYTES = Pattern.compile("(?i)[0-9a-f]{2}(:[0-9a-f]{2}){5}");
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();
    private static final int BYTES = 6;

    private AddressText() {}

    /** The text of an address of which the low 48 bits count. */
    public static String of(long address) {
        char[] text = new char[BYTES * 3 - 1];
        for (int i = 0; i < BYTES; i++) {
            int octet = (int) (address >>> (8 * (BYTES - 1 - i))) & 0xFF;
            text[i * 3] = HEX[octet >> 4];
            text[i * 3 + 1] = HEX[octet & 0xF];
            if (i < BYTES - 1) {
                text[i * 3 + 2] = ':';
            }
        }
        return new String(text);
    }

    /**
     * Reads {@code C2:FA:D7:F0:D7:96}, in capitals or not.
     *
     * @return 48 bits, most significant byte first: {@code 0xC2FAD7F0D796}
     * @throws IllegalArgumentException if the text is not six hexadecimal bytes with colons between
     */
    public static long parse(String text) {
        if (!SIX_BYTES.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is no Bluetooth address; six hexadecimal bytes with colons between are, as in C2:FA:D7:F0:D7:96");
        }
        return Long.parseLong(text.replace(":", ""), 16);
    }
}
