package nbe.config.value;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Type of a setting that holds a whole number within bounds, decimal or hexadecimal. */
public final class WholeNumber implements ValueType<Integer> {
    private static final Pattern TEXT = Pattern.compile("([+-]?)(?:0[xX]([0-9a-fA-F]+)|([0-9]+))");

    private final int min;
    private final int max;
    private final OptionalInt also;
    private final boolean hex;

    private WholeNumber(int min, int max, OptionalInt also, boolean hex) {
        this.min = min;
        this.max = max;
        this.also = also;
        this.hex = hex;
    }

    public static WholeNumber between(int min, int max) {
        return new WholeNumber(min, max, OptionalInt.empty(), false);
    }

    /** A number that {@link #toToml} writes as four hexadecimal digits. */
    public static WholeNumber hexBetween(int min, int max) {
        return new WholeNumber(min, max, OptionalInt.empty(), true);
    }

    /** Allows one more value outside of the bounds. */
    public WholeNumber or(int value) {
        return new WholeNumber(min, max, OptionalInt.of(value), hex);
    }

    int min() {
        return min;
    }

    int max() {
        return max;
    }

    @Override
    public String allowed() {
        String bounds = hex ? min + " to " + toToml(max) + " (" + max + ")" : min + " to " + max;
        return "a whole number, " + bounds + (also.isPresent() ? ", or " + also.getAsInt() : "");
    }

    @Override
    public Integer fromToml(Object value) throws NotAllowed {
        if (!(value instanceof Long number)) {
            throw new NotAllowed("is " + TomlWords.describe(value), allowed());
        }
        return inBounds(number);
    }

    @Override
    public Integer fromText(String text) throws NotAllowed {
        Matcher match = TEXT.matcher(text.strip());
        if (!match.matches()) {
            throw new NotAllowed("is " + TomlWords.shortened(text), allowed());
        }
        String digits = match.group(1) + (match.group(2) != null ? match.group(2) : match.group(3));
        try {
            return inBounds(Long.parseLong(digits, match.group(2) != null ? 16 : 10));
        } catch (NumberFormatException beyondLong) {
            throw new NotAllowed("is " + TomlWords.shortened(text), allowed());
        }
    }

    private Integer inBounds(long number) throws NotAllowed {
        boolean ok = (number >= min && number <= max) || (also.isPresent() && number == also.getAsInt());
        if (!ok) {
            throw new NotAllowed("is " + number, allowed());
        }
        return (int) number;
    }

    @Override
    public String toToml(Integer value) {
        return hex ? String.format(Locale.ROOT, "0x%04X", value) : value.toString();
    }
}
