package nbe.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FindingTest {
    @Test
    void aLineHasGradeSubjectTextAndRemedyInColumns() {
        assertEquals(
                "ok      adapter       COM5: BLED112",
                Finding.ok("adapter", "BLED112").about("COM5").line());
        assertEquals(
                "wrong   agent         REFUSED; check agent_url",
                Finding.wrong("agent", "REFUSED", "check agent_url").line());
        assertEquals(
                "<warning >configuration x",
                Finding.warning("configuration", "x").line(word -> "<" + word + ">"));
    }

    @Test
    void foreignTextCannotBreakTheLine() {
        assertEquals(
                "wrong   readers       a\\nb; c\\u001B",
                Finding.wrong("readers", "a\nb", "c\u001B").line());
    }

    @Test
    void aLackOfRightsStaysWithTheFinding() {
        assertTrue(Finding.wrong("adapter", "x").ofRights(true).about("COM5").ofRights());
    }
}
