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
import org.slf4j.event.Level;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is logged, by whomever: every line has the one form. */
class LogLineTest {
    static final Pattern FORM = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z) (ERROR|WARN|INFO|DEBUG|TRACE) (\\S+) (\\S.*)",
            Pattern.UNICODE_CHARACTER_CLASS);
    /** What programs that read logs take for the end of a line. */
    private static final Pattern LINE_ENDS = Pattern.compile("[\n\r\u000B\f\u001C-\u001E\u0085\u2028\u2029]");

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");

    private static final LogLine TEXT = new LogLine(LogFormat.TEXT, false);
    private static final LogLine TEXT_IN_JOURNAL = new LogLine(LogFormat.TEXT, true);
    private static final LogLine JSON = new LogLine(LogFormat.JSON, false);
    private static final LogLine JSON_IN_JOURNAL = new LogLine(LogFormat.JSON, true);

    private static String text(Level level, String component, String message) {
        return text(level, component, message, "");
    }

    private static String text(Level level, String component, String message, String stack) {
        return TEXT.of(new LogEntry(NOON, level, component, message, stack));
    }

    @Test
    void aLineHasTimeInUtcLevelComponentAndMessage() {
        assertEquals(
                "2026-11-22T12:00:00.123Z INFO adapter found on /dev/ttyACM0\n",
                text(Level.INFO, "adapter", "found on /dev/ttyACM0"));
    }

    @Test
    void aWholeSecondStillHasMilliseconds() {
        assertTrue(TEXT.of(new LogEntry(Instant.parse("2026-01-01T00:00:00Z"), Level.INFO, "x", "y"))
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
        assertEquals("2026-11-22T12:00:00.123Z INFO x " + shown + "\n", text(Level.INFO, "x", raw));
    }

    @Test
    void aStackTraceBecomesLinesOfTheSameForm() {
        String lines = text(Level.ERROR, "core", "failed", "x.Y: two\nlines\n\tat a.b(C.java:1)\r\n\n");
        assertEquals(
                List.of("failed", "| x.Y: two", "| lines", "| at a.b(C.java:1)"),
                lines.lines()
                        .map(l -> l.substring("2026-11-22T12:00:00.123Z ERROR core ".length()))
                        .toList());
    }

    @Test
    void anEndlessMessageIsCut() {
        String line = text(Level.TRACE, "agent", "x".repeat(LogEntry.MAX_CHARS + 7));
        assertTrue(line.endsWith("x… (7 more characters)\n"), line.substring(line.length() - 40));
        assertTrue(line.length() < LogEntry.MAX_CHARS + 100);
    }

    @ParameterizedTest
    @CsvSource({"adapter, adapter", "io.netty.handler.ssl.SslHandler, SslHandler", "a b.c d, c_d", "'', -", "a., -"})
    void theComponentIsTheLastPartOfTheLoggersName(String logger, String component) {
        assertEquals(component, LogEntry.component(logger));
    }

    @Test
    void noTextWhateverBreaksTheForm() {
        long seed = 7;
        Random random = new Random(seed);
        for (int round = 0; round < 5000; round++) {
            String message = noise(random);
            String lines = round % 2 == 0
                    ? text(Level.WARN, LogEntry.component(noise(random)), message)
                    : text(Level.WARN, LogEntry.component(noise(random)), message, noise(random));
            assertTrue(lines.endsWith("\n"));
            for (String line : LINE_ENDS.split(lines, 0)) {
                assertTrue(FORM.matcher(line).matches(), "seed " + seed + ", round " + round + ": " + line);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ERROR, 3", "WARN, 4", "INFO, 6", "DEBUG, 7", "TRACE, 7"})
    void inTheJournalALineHasThePriorityOfItsLevelInPlaceOfTheTime(Level level, int priority) {
        LogEntry entry = new LogEntry(NOON, level, "adapter", "found");
        assertEquals("<" + priority + ">" + level + " adapter found\n", TEXT_IN_JOURNAL.of(entry));
        assertEquals("<" + priority + ">" + JSON.of(entry), JSON_IN_JOURNAL.of(entry));
    }

    @Test
    void inTheJournalEachLineOfAStackTraceHasThePriority() {
        assertEquals(
                "<3>ERROR core failed\n<3>ERROR core | x.Y: two\n<3>ERROR core | at a.b(C.java:1)\n",
                TEXT_IN_JOURNAL.of(
                        new LogEntry(NOON, Level.ERROR, "core", "failed", "x.Y: two\n\tat a.b(C.java:1)\n")));
    }

    @Test
    void jsonIsAnObjectALineWithTheNamesAndTheOrderOfTheManual() {
        assertEquals(
                "{\"time\":\"2026-11-22T12:00:00.123Z\",\"level\":\"WARN\",\"component\":\"adapter\",\"message\":\"found\"}\n",
                JSON.of(new LogEntry(NOON, Level.WARN, "adapter", "found")));
    }

    @Test
    void jsonHasMessageAndStackTraceAsTheyWereOnOneLine() {
        String message = "two\nlines \"quoted\" \u001B[31mred \u2028 turn\u202Eed Gr\u00F6\u00DFe \uD83D\uDE00";
        String stack = "x.Y: z\n\tat a.b(C.java:1)\n";
        String line = JSON.of(new LogEntry(NOON, Level.ERROR, "core", message, stack));
        JsonNode object = JsonMapper.shared().readTree(line);
        assertEquals(message, object.path("message").asString());
        assertEquals(stack, object.path("stack").asString());
        assertTrue(line.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7F)), line);
    }

    @Test
    void noTextWhateverBreaksAnObjectOfJson() {
        long seed = 8;
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            String line = JSON.of(new LogEntry(NOON, Level.INFO, "x", noise(random), noise(random)));
            assertEquals(line.length() - 1, line.indexOf('\n'), "seed " + seed + ", round " + round);
            assertEquals(
                    "x", JsonMapper.shared().readTree(line).path("component").asString());
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
