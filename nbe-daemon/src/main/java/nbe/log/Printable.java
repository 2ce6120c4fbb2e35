package nbe.log;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Text that came from outside (a reader's name, an agent's answer, a file), as it may be shown: what could end a line, move the
 * cursor, colour a terminal or turn the direction of writing stands there as an escape, as in {@code \\n}. Log, {@code nbe doctor} and
 * {@code nbe support} use this one.
 */
public final class Printable {
    private Printable() {}

    /** One line. */
    public static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        append(line, text);
        return line.toString();
    }

    /** Lines, each with a line feed at its end; what stands between the line feeds is printable. */
    public static String lines(String text) {
        return text.lines().map(line -> line(line) + "\n").collect(Collectors.joining());
    }

    static void append(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (!mustBeEscaped(c)) {
                line.appendCodePoint(c);
            } else if (c == '\n') {
                line.append("\\n");
            } else if (c == '\r') {
                line.append("\\r");
            } else if (c == '\t') {
                line.append("\\t");
            } else {
                line.append(String.format(Locale.ROOT, c > 0xFFFF ? "\\U%08X" : "\\u%04X", c));
            }
        }
    }

    /** What could end a line, move the cursor, colour a terminal, turn the direction of writing, or be no character. */
    static boolean mustBeEscaped(int c) {
        if (c >= ' ' && c < 0x7F) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> true;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.PRIVATE_USE -> true;
            default -> false;
        };
    }
}
