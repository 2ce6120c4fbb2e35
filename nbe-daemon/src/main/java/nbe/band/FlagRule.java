package nbe.band;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a truth value of a payload is: always the same, or one bit of its data.
 *
 * @param index the byte of the data; {@link #ALWAYS}: no byte is read
 * @param bit 0, the least significant, to 7
 * @param when true: the value is that of the bit; false: the opposite; without a byte: the value itself
 */
public record FlagRule(int index, int bit, boolean when) {
    private static final int ALWAYS = -1;
    private static final Pattern TEXT = Pattern.compile("(!?)([0-9]{1,3})\\.([0-9]{1,3})");

    /** One that is the same in every payload. */
    public static FlagRule always(boolean value) {
        return new FlagRule(ALWAYS, 0, value);
    }

    /**
     * Reads {@code 5.1} (byte 5, bit 1) or {@code !5.1}, the opposite.
     *
     * @throws IllegalArgumentException if the text is something else; the message names what is wrong
     */
    public static FlagRule parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("no BYTE.BIT");
        }
        int index = Integer.parseInt(parts.group(2));
        int bit = Integer.parseInt(parts.group(3));
        if (index >= DescribedPayload.MOST_DATA) {
            throw new IllegalArgumentException("byte " + index + " is beyond the data");
        }
        if (bit >= Byte.SIZE) {
            throw new IllegalArgumentException("a byte has no bit " + bit);
        }
        return new FlagRule(index, bit, parts.group(1).isEmpty());
    }

    /** Whether it is the same in every payload. */
    public boolean isAlways() {
        return index == ALWAYS;
    }

    /** How many bytes of data it asks for. */
    public int needs() {
        return index + 1;
    }

    /** The value in a payload whose data begin at this offset and are long enough. */
    boolean in(byte[] buffer, int offset) {
        return index == ALWAYS ? when : (buffer[offset + index] >> bit & 1) == 1 == when;
    }

    /** {@code true}, {@code 5.1} or {@code !5.1}. */
    @Override
    public String toString() {
        return isAlways() ? Boolean.toString(when) : (when ? "" : "!") + index + "." + bit;
    }
}
