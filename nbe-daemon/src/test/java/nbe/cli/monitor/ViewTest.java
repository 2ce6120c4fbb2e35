package nbe.cli.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import nbe.cli.screen.Key;
import nbe.cli.screen.Key.Kind;
import nbe.cli.status.StatusStates;
import org.junit.jupiter.api.Test;

/** What the keys do, and which bands are shown in which order then. */
class ViewTest {
    private static View typed(String keys) {
        View view = View.FIRST;
        for (char key : keys.toCharArray()) {
            view = view.after(
                    switch (key) {
                        case '\n' -> Key.of(Kind.ENTER);
                        case '\b' -> Key.of(Kind.BACKSPACE);
                        case 'E' -> Key.of(Kind.ESCAPE);
                        case 'C' -> Key.of(Kind.INTERRUPT);
                        case 'U' -> Key.of(Kind.OTHER);
                        default -> Key.of(key);
                    });
        }
        return view;
    }

    private static List<String> shown(View view) {
        Feed feed = new Feed(() -> StatusStates.NOW);
        feed.answered(StatusStates.of("all well"));
        return feed.now().bands().stream()
                .filter(view::shows)
                .sorted(view.sort().order())
                .map(band -> band.address().substring(15))
                .toList();
    }

    @Test
    void theBandsAreSortedAsTheUserChose() {
        assertEquals(List.of("96", "97", "98"), shown(View.FIRST));
        assertEquals(Sort.ADDRESS, typed("s").sort());
        assertEquals(List.of("96", "97", "98"), shown(typed("s")));
        assertEquals(List.of("96", "97", "98"), shown(typed("ss")), "98 never tapped");
        assertEquals(Sort.RATE, typed("sss").sort());
        assertEquals(Sort.LEVEL, typed("ssss").sort());
    }

    @Test
    void aFilterIsTypedAndNarrows() {
        View view = typed("/d7:97");
        assertTrue(view.typing());
        assertEquals(List.of("97"), shown(view));
        assertFalse(typed("/d7:97\n").typing());
        assertEquals("D7:97", typed("/d7:97\n").filter());
        assertEquals("D7:9", typed("/d7:97\b").filter());
        assertEquals("", typed("/\b\b").filter());
        assertEquals("", typed("/97E").filter());
        assertEquals("", typed("/97\nE").filter());
        assertEquals("Q", typed("/q").filter(), "a letter of the filter, no command");
    }

    @Test
    void qAndCtrlCQuitAndPAndHelpComeAndGo() {
        assertTrue(typed("q").quit());
        assertTrue(typed("C").quit());
        assertTrue(typed("/C").quit());
        assertTrue(typed("?C").quit());
        assertTrue(typed("p").paused());
        assertFalse(typed("pp").paused());
        assertTrue(typed("?").help());
        assertFalse(typed("?q").help());
        assertFalse(typed("?q").quit(), "the first key leaves the help");
        assertEquals(View.FIRST, typed("Ux9"));
    }
}
