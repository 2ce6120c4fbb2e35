package nbe.band;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What names a band: the address that it advertises with, or six bytes of its data.
 *
 * @param from the byte of the data that is written first; {@link #NOWHERE}: the address counts
 * @param to the byte that is written last
 */
public record IdentityRule(int from, int to) {
    private static final int NOWHERE = -1;

    /** The address that a band advertises with. */
    public static final IdentityRule ADDRESS = new IdentityRule(NOWHERE, NOWHERE);

    private static final String ADDRESS_TEXT = "address";
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,3})\\.\\.([0-9]{1,3})");
    private static final int BYTES = 6;
    private static final long ALL_SET = 0xFFFF_FFFF_FFFFL;

    /**
     * Reads {@code address}, {@code 4..9} or, the same bytes from the last to the first, {@code 9..4}.
     *
     * @throws IllegalArgumentException if the text is something else; the message names what is wrong
     */
    public static IdentityRule parse(String text) {
        if (text.strip().equals(ADDRESS_TEXT)) {
            return ADDRESS;
        }
        Matcher ends = TEXT.matcher(text.strip());
        if (!ends.matches()) {
            throw new IllegalArgumentException("neither \"" + ADDRESS_TEXT + "\" nor FIRST..LAST");
        }
        int from = Integer.parseInt(ends.group(1));
        int to = Integer.parseInt(ends.group(2));
        if (Math.max(from, to) >= DescribedPayload.MOST_DATA) {
            throw new IllegalArgumentException("byte " + Math.max(from, to) + " is beyond the data");
        }
        int bytes = Math.abs(to - from) + 1;
        if (bytes != BYTES) {
            throw new IllegalArgumentException(bytes + (bytes == 1 ? " byte" : " bytes") + ", not six");
        }
        return new IdentityRule(from, to);
    }

    /** Whether the address counts. */
    public boolean isAddress() {
        return from == NOWHERE;
    }

    /** How many bytes of data it asks for. */
    public int needs() {
        return Math.max(from, to) + 1;
    }

    /** The 48 bits that name the band of a payload, most significant first; the data are long enough. */
    long in(byte[] buffer, int offset, long address) {
        if (from == NOWHERE) {
            return address;
        }
        long value = 0;
        int step = from < to ? 1 : -1;
        for (int i = from; i != to + step; i += step) {
            value = value << Byte.SIZE | buffer[offset + i] & 0xFF;
        }
        return value;
    }

    /** Whether six bytes of data name no band: all 00 or all FF, as memory that nobody has written. */
    boolean isUnset(long identity) {
        return from != NOWHERE && (identity == 0 || identity == ALL_SET);
    }

    /** {@code address}, {@code 4..9} or {@code 9..4}. */
    @Override
    public String toString() {
        return isAddress() ? ADDRESS_TEXT : from + ".." + to;
    }
}
