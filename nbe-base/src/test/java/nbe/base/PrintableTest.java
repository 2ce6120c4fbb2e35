package nbe.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Of {@code line}, the daemon's LogLineTest tries every kind of character. */
class PrintableTest {
    private static final String EMOJI = "\uD83D\uDE00";

    @Test
    void boundedTextHasQuestionMarksForWhatCouldDisguiseALine() {
        assertEquals("a??[2Jb?c?d\u00FC", Printable.bounded("a\n\u001B[2Jb\u202Ec\uD83Dd\u00FC", 40));
    }

    @Test
    void boundedTextEndsWithAnEllipsisIfItWasLonger() {
        assertEquals("abc", Printable.bounded("abc", 3));
        assertEquals("abc…", Printable.bounded("abcd", 3));
        assertEquals("x".repeat(160) + "…", Printable.bounded("x".repeat(161)));
    }

    @Test
    void noCharacterIsCutInTwo() {
        assertEquals(EMOJI + EMOJI + "…", Printable.bounded(EMOJI.repeat(3), 2));
    }

    @Test
    void linesStayLines() {
        assertEquals("a\\tb\nc\n", Printable.lines("a\tb\r\nc"));
    }
}
