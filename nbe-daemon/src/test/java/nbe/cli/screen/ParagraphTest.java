package nbe.cli.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class ParagraphTest {
    private static List<String> lines(String text, int width) {
        return Paragraph.lines(new AttributedString(text), width).stream()
                .map(AttributedString::toString)
                .toList();
    }

    @Test
    void linesEndBetweenWords() {
        assertEquals(List.of("one two", "three"), lines("one two three", 8));
        assertEquals(List.of("one two", "three"), lines("one two three", 7));
        assertEquals(List.of("one", "two", "three"), lines("one two three", 6));
        assertEquals(List.of("one two three"), lines("one two three", 13));
        assertEquals(List.of(""), lines("", 5));
    }

    @Test
    void aLongWordIsNotBroken() {
        assertEquals(
                List.of("wss://agent.plant.example", "is", "the", "URL"),
                lines("wss://agent.plant.example is the URL", 4));
        assertEquals(List.of("at", "wss://agent.plant.example"), lines("at wss://agent.plant.example", 10));
    }

    @Test
    void anIndentCountsAsWidth() {
        assertEquals(
                List.of("  one", "  two"),
                Paragraph.lines("one two", Styles.PLAIN, 2, 8).stream()
                        .map(AttributedString::toString)
                        .toList());
    }
}
