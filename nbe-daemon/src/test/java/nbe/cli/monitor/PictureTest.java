package nbe.cli.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nbe.cli.screen.Key;
import nbe.cli.screen.Styles;
import nbe.cli.status.StatusStates;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The picture as text, at several sizes of the terminal. */
class PictureTest {
    private static final View PAUSED = View.FIRST.after(Key.of('p'));

    private final Picture picture = new Picture(ZoneOffset.UTC, true);

    private static Moment moment(String state) {
        Feed feed = new Feed(() -> StatusStates.NOW);
        feed.answered(StatusStates.of(state));
        return feed.now();
    }

    private static String text(List<AttributedString> lines) {
        return lines.stream()
                .map(line -> line.toString().stripTrailing() + "\n")
                .collect(Collectors.joining());
    }

    /** File of the picture, state of the daemon, size of the terminal. */
    @ParameterizedTest
    @CsvSource({
        "standard, all well, 80, 24",
        "wide, all well, 130, 14",
        "small, all well, 60, 12",
        "tiny, all well, 30, 8",
        "crowded, many bands, 80, 16",
        "problem, agent refused, 80, 16",
        "nobody, adverts without bands, 80, 10",
        "hostile, hostile words, 80, 12"
    })
    void itIsAsItsFileHasIt(String file, String state, int width, int height) throws IOException {
        List<AttributedString> lines = picture.lines(moment(state), View.FIRST, width, height);
        try (InputStream expected = PictureTest.class.getResourceAsStream(file + ".txt")) {
            assertEquals(new String(expected.readAllBytes(), StandardCharsets.UTF_8), text(lines));
        }
        assertEquals(height, lines.size());
    }

    @Test
    void theLevelDecidesTheColourOfTheBar() {
        Moment moment = moment("many bands"); // -40 dBm and weaker, tap at -42
        List<AttributedString> lines = picture.lines(moment, View.FIRST, 80, 24);
        int bar = lines.get(4).toString().indexOf('█');
        assertTrue(lines.get(4).toString().startsWith("C2:FA:D7:F0:00:00"), text(lines));
        assertTrue(!lines.get(4).styleAt(bar).equals(lines.get(7).styleAt(bar)), "-40 and -43 dBm");
        assertEquals(Styles.GOOD, lines.get(4).styleAt(18), "authenticated");
    }

    @Test
    void asciiIsEnoughWhereTheTerminalHasNoBlocks() {
        String text = text(new Picture(ZoneOffset.UTC, false).lines(moment("all well"), View.FIRST, 80, 24));
        assertTrue(text.chars().allMatch(c -> c < 128), text);
        assertTrue(text.contains("#"), text);
    }

    @Test
    void aDaemonThatWentAwayIsSaidAboveTheLastPicture() {
        Feed feed = new Feed(() -> StatusStates.NOW);
        feed.answered(StatusStates.of("all well"));
        feed.lost("no daemon answers; tried /run/x.sock (not there)");
        String lost = text(picture.lines(feed.now(), View.FIRST, 80, 24));
        assertTrue(lost.contains("PROBLEM daemon: no daemon answers"), lost);
        assertTrue(lost.contains("C2:FA:D7:F0:D7:96"), lost);
        feed.answered(StatusStates.of("all well"));
        String back = text(picture.lines(feed.now(), View.FIRST, 80, 24));
        assertTrue(!back.contains("PROBLEM"), back);
    }

    @Test
    void beforeTheFirstAnswerItSaysThatItAsks() {
        Moment nothing = new Feed(() -> StatusStates.NOW).now();
        assertEquals(Optional.empty(), nothing.status());
        String text = text(picture.lines(nothing, View.FIRST, 80, 5));
        assertTrue(text.startsWith("nbe monitor  22:12:00  asking the daemon"), text);
    }

    @Test
    void aPauseIsSaid() {
        assertTrue(text(picture.lines(moment("all well"), PAUSED, 80, 24)).contains("PAUSED"));
    }

    @Test
    void theHelpFitsAStandardTerminal() {
        List<AttributedString> help = picture.lines(moment("all well"), View.FIRST.after(Key.of('?')), 80, 24);
        assertTrue(help.size() <= 24, text(help));
        help.forEach(line -> assertTrue(line.length() <= 80, line.toString()));
    }

    /** Also a terminal of one line and one column gets a picture. */
    @Test
    void noSizeIsTooSmall() {
        for (int width = 1; width <= 140; width++) {
            for (int height : List.of(1, 2, 3, 5, 9, 24)) {
                List<AttributedString> lines = picture.lines(moment("many bands"), View.FIRST, width, height);
                assertEquals(height, lines.size(), width + "x" + height);
                int most = width;
                lines.stream()
                        .filter(line -> line.toString().startsWith("C2:") && most >= 32)
                        .forEach(line -> assertTrue(line.length() <= most + 1, most + ": " + line));
            }
        }
    }
}
