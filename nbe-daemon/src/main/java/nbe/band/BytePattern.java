package nbe.band;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How data begin: a value for each byte, or any. Immutable.
 *
 * @param bytes each 0 to 255, or {@link #ANY}
 */
public record BytePattern(List<Integer> bytes) {
    /** A byte that may have any value. */
    public static final int ANY = -1;

    private static final String ANY_TEXT = "??";
    private static final int HEX = 16;

    /** Copies the list. */
    public BytePattern {
        bytes = List.copyOf(bytes);
    }

    /**
     * Reads {@code B2 01 ??}; spaces may be left out.
     *
     * @throws IllegalArgumentException if the text is something else; the message names what, as in {@code "B" is no pair of hex digits}
     */
    public static BytePattern parse(String text) {
        List<Integer> bytes = new ArrayList<>();
        for (String group : text.strip().split("\\s+")) {
            for (int at = 0; at < group.length(); at += 2) {
                bytes.add(one(group.substring(at, Math.min(group.length(), at + 2))));
            }
        }
        return new BytePattern(bytes);
    }

    private static int one(String pair) {
        if (pair.equals(ANY_TEXT)) {
            return ANY;
        }
        if (!pair.matches("[0-9a-fA-F]{2}")) {
            throw new IllegalArgumentException('"' + pair + "\" is no pair of hex digits");
        }
        return Integer.parseInt(pair, HEX);
    }

    /** How many bytes it has. */
    public int length() {
        return bytes.size();
    }

    /** Whether this byte has one value only. */
    public boolean isFixed(int index) {
        return index < bytes.size() && bytes.get(index) != ANY;
    }

    /** Whether all data of that length begin so. */
    public boolean isAnything() {
        return bytes.stream().allMatch(one -> one == ANY);
    }

    /** Whether some data begin like both. */
    public boolean overlaps(BytePattern other) {
        for (int i = 0; i < Math.min(length(), other.length()); i++) {
            if (isFixed(i) && other.isFixed(i) && !bytes.get(i).equals(other.bytes.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether everything that begins like the other begins like this, too. */
    public boolean covers(BytePattern other) {
        for (int i = 0; i < length(); i++) {
            if (isFixed(i) && !(other.isFixed(i) && bytes.get(i).equals(other.bytes.get(i)))) {
                return false;
            }
        }
        return length() <= other.length();
    }

    /** Capital hex with spaces between, as in {@code B2 01 ??}. */
    @Override
    public String toString() {
        return bytes.stream()
                .map(one -> one == ANY ? ANY_TEXT : String.format(Locale.ROOT, "%02X", one))
                .collect(Collectors.joining(" "));
    }
}
