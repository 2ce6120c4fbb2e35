package nbe.cli.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import nbe.cli.screen.Styles;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page in each state is the text in the file of that name. */
class StatusPageTest {
    static List<String> states() {
        return StatusStates.names();
    }

    private static List<AttributedString> page(String state) {
        return StatusPage.lines(StatusStates.of(state), StatusStates.NOW, StatusPage.ROWS);
    }

    private static String text(List<AttributedString> page) {
        return page.stream().map(line -> line.toString().stripTrailing() + "\n").collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("states")
    void eachStateIsPrintedAsItsFileHasIt(String state) throws IOException {
        try (InputStream file = StatusPageTest.class.getResourceAsStream(state.replace(' ', '-') + ".txt")) {
            String expected = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(expected, text(page(state)));
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void eachStateFitsAScreen(String state) {
        List<AttributedString> page = page(state);
        assertTrue(page.size() <= StatusPage.ROWS, text(page));
        page.forEach(line -> assertTrue(line.length() <= StatusPage.WIDTH, line.toString()));
    }

    @Test
    void theProblemIsTheFirstLineAndRed() {
        AttributedString first = page("no dongle").get(0);
        assertTrue(first.toString().startsWith("PROBLEM  adapter: auto: no BLED112"), first.toString());
        assertEquals(Styles.PROBLEM, first.styleAt(0));
        assertTrue(first.toAnsi().startsWith("\u001b[31;1m"), first.toAnsi());
    }

    @Test
    void moreRowsShowMoreBands() {
        List<AttributedString> all =
                StatusPage.lines(StatusStates.of("many bands"), StatusStates.NOW, Integer.MAX_VALUE);
        assertEquals(
                40,
                all.stream().filter(line -> line.toString().startsWith("C2:FA")).count());
    }
}
