package nbe.cli.screen;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** Text broken into lines between words. */
public final class Paragraph {
    private Paragraph() {}

    /**
     * The lines of this text, each of at most this many characters; a longer word has a line of its own and is not broken, so that it can
     * be copied whole.
     *
     * @param width at least 1
     */
    public static List<AttributedString> lines(AttributedString text, int width) {
        List<AttributedString> lines = new ArrayList<>();
        String plain = text.toString();
        int start = 0;
        while (plain.length() - start > width) {
            int end = plain.lastIndexOf(' ', start + width);
            if (end <= start) {
                end = plain.indexOf(' ', start);
            }
            if (end < 0) {
                break;
            }
            lines.add(text.subSequence(start, end));
            start = end + 1;
        }
        lines.add(text.subSequence(start, plain.length()));
        return lines;
    }

    /** The same for text of one style, with an indent of blanks before each line. */
    public static List<AttributedString> lines(String text, AttributedStyle style, int indent, int width) {
        return lines(new AttributedString(text), Math.max(1, width - indent)).stream()
                .map(line -> new AttributedString(" ".repeat(indent) + line, style))
                .toList();
    }
}
