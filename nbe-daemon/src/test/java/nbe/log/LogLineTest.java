package nbe.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is logged, by whomever: every line has the one form. */
class LogLineTest {
    static final Pattern FORM = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z) (ERROR|WARN|INFO|DEBUG|TRACE) (\\S+) (\\S.*)",
            Pattern.UNICODE_CHARACTER_CLASS);
    /** What programs that read logs take for the end of a line. */
    private static final Pattern LINE_ENDS = Pattern.compile("[\n\r\u000B\f\u001C-\u001E\u0085\u2028\u2029]");

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");

    @Test
    void aLineHasTimeInUtcLevelComponentAndMessage() {
        assertEquals(
                "2026-11-22T12:00:00.123Z INFO adapter found on /dev/ttyACM0\n",
                LogLine.of(NOON, "INFO", "adapter", "found on /dev/ttyACM0"));
    }

    @Test
    void aWholeSecondStillHasMilliseconds() {
        assertTrue(LogLine.of(Instant.parse("2026-01-01T00:00:00Z"), "INFO", "x", "y")
                .startsWith("2026-01-01T00:00:00.000Z "));
    }

    static List<Arguments> escapes() {
        return List.of(
                Arguments.of("a\nb", "a\\nb"),
                Arguments.of("a\r\nb\tc", "a\\r\\nb\\tc"),
                Arguments.of("\u001B[31mred", "\\u001B[31mred"),
                Arguments.of("a\u2028b\u0085c\u007F", "a\\u2028b\\u0085c\\u007F"),
                Arguments.of("turn\u202Eed", "turn\\u202Eed"),
                Arguments.of("half \uD83D", "half \\uD83D"),
                Arguments.of("tag \uDB40\uDC01", "tag \\U000E0001"),
                Arguments.of("Gr\u00F6\u00DFe \uD83D\uDE00 \u65E5", "Gr\u00F6\u00DFe \uD83D\uDE00 \u65E5"),
                Arguments.of("C:\\Nymi", "C:\\Nymi"),
                Arguments.of("", "-"),
                Arguments.of("   ", "-"),
                Arguments.of("\u00A0\u3000", "-"),
                Arguments.of("\n", "-"),
                Arguments.of("  x ", "x"));
    }

    @ParameterizedTest
    @MethodSource("escapes")
    void whatCouldBreakOrDisguiseALineIsEscapedAndNothingIsAHyphen(String raw, String shown) {
        assertEquals("2026-11-22T12:00:00.123Z INFO x " + shown + "\n", LogLine.of(NOON, "INFO", "x", raw));
    }

    @Test
    void aStackTraceBecomesLinesOfTheSameForm() {
        String lines = LogLine.of(NOON, "ERROR", "core", "failed", "x.Y: two\nlines\n\tat a.b(C.java:1)\r\n\n");
        assertEquals(
                List.of("failed", "| x.Y: two", "| lines", "| at a.b(C.java:1)"),
                lines.lines()
                        .map(l -> l.substring("2026-11-22T12:00:00.123Z ERROR core ".length()))
                        .toList());
    }

    @Test
    void anEndlessMessageIsCut() {
        String line = LogLine.of(NOON, "TRACE", "agent", "x".repeat(LogLine.MAX_CHARS + 7));
        assertTrue(line.endsWith("x… (7 more characters)\n"), line.substring(line.length() - 40));
        assertTrue(line.length() < LogLine.MAX_CHARS + 100);
    }

    @ParameterizedTest
    @CsvSource({"adapter, adapter", "io.netty.handler.ssl.SslHandler, SslHandler", "a b.c d, c_d", "'', -", "a., -"})
    void theComponentIsTheLastPartOfTheLoggersName(String logger, String component) {
        assertEquals(component, LogLine.component(logger));
    }

    @Test
    void noTextWhateverBreaksTheForm() {
        long seed = 7;
        Random random = new Random(seed);
        for (int round = 0; round < 5000; round++) {
            String message = noise(random);
            String lines = round % 2 == 0
                    ? LogLine.of(NOON, "WARN", LogLine.component(noise(random)), message)
                    : LogLine.of(NOON, "WARN", LogLine.component(noise(random)), message, noise(random));
            assertTrue(lines.endsWith("\n"));
            for (String line : LINE_ENDS.split(lines, 0)) {
                assertTrue(FORM.matcher(line).matches(), "seed " + seed + ", round " + round + ": " + line);
            }
        }
    }

    private static String noise(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> text.append((char) random.nextInt(0x100));
                case 1 -> text.append((char) random.nextInt(0x10000));
                case 2 -> text.append((char) (0x2000 + random.nextInt(0x70)));
                default -> text.appendCodePoint(random.nextInt(0x110000));
            }
        }
        return text.toString();
    }
}
