package nbe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that do not parse or say the wrong kind of thing: the place, what is wrong, and what is allowed. */
class BrokenFilesTest {
    private static final Pattern FORM = Pattern.compile("(.*nbe\\.toml):(\\d+):(\\d+): (\\S.*)");
    private static final String URL = Here.URL;

    @TempDir
    Path directory;

    static List<Arguments> broken() {
        return List.of(
                at(URL + "rssi_window_tap = \n", 2, 19, "rssi_window_tap", "expected a value", "1 to 1000"),
                at(URL + "endpoint_id = \"abc\n", 2, 19, "endpoint_id", "end of line"),
                at(URL + "[nfc]\nreaders = [1,\n", 4, 1, "line 3, column 11 is unclosed"),
                at(URL + "rssi_window_tap 10\n", 2, 17, "'10'", "1 to 1000"),
                at(URL + "log_level = \"info\"\nlog_level = \"warn\"\n", 3, 1, "log_level", "line 2", "once"),
                at(URL + "[ble]\nenabled = true\n[ble]\nport = \"x\"\n", 4, 1, "ble", "line 2", "once"),
                at(URL + "[ble\nenabled = true\n", 2, 5, "expected ]"),
                at("\u0001\u0002 \u00FF\n", 1, 1, "\\u0001"),
                at(URL + "log_level = info\n", 2, 16, "log_level", "quotation marks"),
                at(URL + "[ble]\nenabled = True\n", 3, 11, "true or false, in small letters"),
                at(URL + "rssi_tap_threshold = \u221242\n", 2, 22, "rssi_tap_threshold", "plain minus sign"),
                at(URL + "endpoint_id = \u201Cx\u201D\n", 2, 15, "endpoint_id", "plain quotation mark"),
                at(URL + "[log]\nfile = \"C:\\Nymi\\x\"\n", 3, 11, "\\N", "single quotes"),
                at(URL + "[log]\nfile = \"C:\\\u0014x\"\n", 3, 11, "\\u0014'", "single quotes"),
                at(
                        URL + "rssi_window_tap = 99999999999999999999\n",
                        2,
                        19,
                        "rssi_window_tap",
                        "too large",
                        "1 to 1000"),
                at(URL + "rssi_window_tap = 010\n", 2, 19, "rssi_window_tap", "eading zeros"),
                at(URL.replace("\n", "\r\n") + "rssi_window_tap =\r\n", 2, 18, "rssi_window_tap", "1 to 1000"),
                at(URL + "a = " + "[".repeat(5000) + "\n", 2, 134, "nesting"),
                at(URL + "rssi_window_tap = \"10\"\n", 2, 1, "rssi_window_tap", "the text \"10\"", "whole number"),
                at(URL + "log_level = 3\n", 2, 1, "log_level", "is 3", "text"),
                at(URL + "[ble]\n  enabled = 1\n", 3, 3, "ble.enabled", "true or false"),
                at(URL + "[nfc]\nreaders = \"ACS\"\n", 3, 1, "nfc.readers", "array"),
                at(URL + "rssi_window_tap = 10.5\n", 2, 1, "rssi_window_tap", "10.5", "whole number"),
                at(URL + "rssi_window_tap = 1979-05-27\n", 2, 1, "rssi_window_tap", "date", "whole number"),
                at(URL + "[nfc]\nuid_lengths = [7, \"10\"]\n", 3, 19, "uid_lengths", "\"10\"", "whole numbers"),
                at(URL + "[nfc]\nuid_lengths = [\n  7,\n  11,\n]\n", 5, 3, "uid_lengths", "11", "4 to 10"),
                at(URL + "[ble]\nport = 5\n", 3, 1, "ble.port", "is 5", "auto"),
                at(URL + "ble = true\n", 2, 1, "ble is true", "[ble]"),
                at(URL + "ble = {port = 5}\n", 2, 8, "ble.port", "is 5"),
                at(URL + "ble.port = 5\n", 2, 1, "ble.port", "is 5"),
                at(URL + "[[ble]]\nport = \"x\"\n", 2, 1, "ble", "array of sections", "[ble]"),
                at(URL + "[log_level]\nx = 1\n", 2, 1, "log_level is a section", "info"),
                at("# only a comment\n", 1, 1, "agent_url is missing"),
                at("", 1, 1, "agent_url is missing"));
    }

    private static Arguments at(String text, int line, int column, String... words) {
        return Arguments.of(text, line, column, List.of(words));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void theFirstProblemIsAtItsLineAndColumn(String text, int line, int column, List<String> words) {
        ConfigReading reading = new Here(directory).read(text);
        assertTrue(reading.settings().isEmpty(), "the file is taken");
        Matcher told = FORM.matcher(reading.errors().get(0).toString());
        assertTrue(told.matches(), reading.problems().toString());
        assertEquals(line + ":" + column, told.group(2) + ":" + told.group(3), told.group());
        words.forEach(
                word -> assertTrue(told.group(4).contains(word), "'" + word + "' is missing in: " + told.group()));
    }

    @Test
    void allProblemsAreToldAtOnceInTheOrderOfTheLines() {
        ConfigReading reading = new Here(directory)
                .with("NBE_LOG_LEVEL", "loud")
                .with("NBE_BLE_ENABLED", "yes")
                .read("rssi_window_tap = 0\n[log]\nmax_files = 101\n[ble]\nenabled = \"x\"\nport = []\n");
        List<String> places =
                reading.errors().stream().map(p -> p.position().brief()).toList();
        assertEquals(
                List.of(
                        "nbe.toml:1",
                        "nbe.toml:1",
                        "nbe.toml:3",
                        "nbe.toml:5",
                        "nbe.toml:6",
                        "NBE_BLE_ENABLED",
                        "NBE_LOG_LEVEL"),
                places);
    }

    @Test
    void aFileThatDoesNotParseStillTellsOfBadValuesBesides() {
        ConfigReading reading = new Here(directory).read("rssi_window_tap = 0\nlog_level\n[nfc]\nuid_lengths = [3]\n");
        List<String> places =
                reading.problems().stream().map(p -> p.position().brief()).toList();
        assertEquals(
                List.of("nbe.toml:1", "nbe.toml:2", "nbe.toml:4"),
                places,
                reading.problems().toString());
    }

    @Test
    void ofAFileThatDoesNotParseNothingIsSaidToBeMissingOrUnknown() {
        ConfigReading reading = new Here(directory).read("agent_url : \"ws://127.0.0.1/\"\nrssi_tap_treshold = -50\n");
        assertEquals(1, reading.problems().size(), reading.problems().toString());
    }

    @Test
    void nothingThatAFileMayHoldIsAnExceptionOrAPlaceOutsideOfIt() {
        String good = DefaultFile.text().replaceAll("(?m)^# ([a-z_]+ = )", "$1");
        long seed = 20261122;
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            String text = mutated(good, random);
            String why = "seed " + seed + ", round " + round;
            ConfigReading reading = new Here(directory).read(text);
            assertEquals(reading.errors().isEmpty(), reading.settings().isPresent(), why);
            long lines = text.chars().filter(c -> c == '\n').count() + 1;
            for (ConfigProblem problem : reading.problems()) {
                Matcher told = FORM.matcher(problem.toString());
                assertTrue(told.matches(), why + ": " + problem);
                assertTrue(Long.parseLong(told.group(2)) <= lines, why + ": " + problem);
            }
        }
    }

    private static String mutated(String good, Random random) {
        StringBuilder text = new StringBuilder(good);
        String spice = "\"'[]{}=#.,\n\r\t\\ \u0000\u2028x1-\uFEFF\u00E9";
        for (int i = random.nextInt(4); i >= 0; i--) {
            int place = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.insert(place, spice.charAt(random.nextInt(spice.length())));
                case 1 -> text.setCharAt(place, spice.charAt(random.nextInt(spice.length())));
                default -> text.delete(place, Math.min(text.length(), place + random.nextInt(40)));
            }
        }
        return text.toString();
    }
}
