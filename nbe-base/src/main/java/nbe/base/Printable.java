package nbe.base;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Foreign text (a reader's name, an agent's answer, a file) made fit for a log, a terminal or a message. A character that could end a line,
 * move the cursor, colour a terminal or turn the direction of writing is escaped or replaced.
 */
public final class Printable {
    private Printable() {}

    /** One line; each such character becomes an escape, as in {@code \\n}. */
    public static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        append(line, text);
        return line.toString();
    }

    /** Lines, each with a line feed at its end; what stands between the line feeds is printable. */
    public static String lines(String text) {
        return text.lines().map(line -> line(line) + "\n").collect(Collectors.joining());
    }

    /** One line of at most {@code longest} characters (code points) and an ellipsis; each such character becomes a question mark. */
    public static String bounded(String text, int longest) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(longest).forEach(c -> line.appendCodePoint(mustBeEscaped(c) ? '?' : c));
        return text.codePointCount(0, text.length()) > longest
                ? line.append('…').toString()
                : line.toString();
    }

    /** The same, of at most 160 characters. */
    public static String bounded(String text) {
        return bounded(text, 160);
    }

    /** Appends {@link #line} of the text. */
    public static void append(StringBuilder line, String text) {
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

    /** True for a control, format or private character, a line separator, and for what is no character at all. */
    public static boolean mustBeEscaped(int c) {
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
