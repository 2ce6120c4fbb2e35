package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nbe.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The real program reads a right and a wrong configuration file. */
class CheckIT {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int BAD_CONFIGURATION = 78;
    private static final String URL = "agent_url = \"ws://127.0.0.1:9120/socket/websocket\"\n";

    @TempDir
    Path directory;

    static List<Arguments> broken() {
        return List.of(
                Arguments.of("log_level = \"info\"\n", List.of("1:1")),
                Arguments.of(URL + "rssi_window_tap = \n", List.of("2:19")),
                Arguments.of(URL + "log_level = info\n", List.of("2:16")),
                Arguments.of(URL + "rssi_window_tap = \"10\"\n", List.of("2:1")),
                Arguments.of(URL + "rssi_tap_threshold = -104\n", List.of("2:1")),
                Arguments.of(URL + "[ble]\nenabled = True\n", List.of("3:11")),
                Arguments.of(URL + "[nfc]\nuid_lengths = [\n  7,\n  11,\n]\n", List.of("5:3")),
                Arguments.of(URL + "log_level = \"info\"\nlog_level = \"warn\"\n", List.of("3:1")),
                Arguments.of(URL + "[log]\nfile = \"C:\\Nymi\\x\"\n", List.of("3:11")),
                Arguments.of(
                        "agent_url = \"http://x/\"\nrssi_window_tap = 0\n[log]\nmax_files = 101\n",
                        List.of("1:1", "2:1", "4:1")));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aBrokenFileIsRefusedWithLineAndColumnOfEachProblem(String text, List<String> places) throws IOException {
        Path file = Files.writeString(directory.resolve("nbe.toml"), text);
        try (Program program = NbeProgram.start("check", "-c", file.toString())) {
            assertEquals(BAD_CONFIGURATION, program.awaitEnd(LONGEST), program.err()::toString);
            assertEquals(List.of(), program.out());
            List<String> lines = program.err();
            assertEquals(places.size(), lines.size(), lines::toString);
            for (int i = 0; i < places.size(); i++) {
                assertTrue(lines.get(i).startsWith(file + ":" + places.get(i) + ": "), lines::toString);
            }
        }
    }

    @Test
    void theDaemonDoesNotStartOnABrokenFileAndSaysTheSame() throws IOException {
        Path file = Files.writeString(directory.resolve("nbe.toml"), URL + "rssi_window_tap = 0\n");
        try (Program program = NbeProgram.start("-c", file.toString())) {
            assertEquals(BAD_CONFIGURATION, program.awaitEnd(LONGEST), program.err()::toString);
            assertEquals(List.of(), program.out());
            assertTrue(
                    program.err().stream().anyMatch(line -> line.contains(file + ":2:1: ")), program.err()::toString);
        }
    }

    @Test
    void aGoodFileIsPrintedWithWhereEachValueComesFrom() throws IOException {
        Path file = Files.writeString(directory.resolve("nbe.toml"), URL + "rssi_tap_treshold = -50\n");
        try (Program program = NbeProgram.start("check", "-c", file.toString())) {
            assertEquals(0, program.awaitEnd(LONGEST), program.err()::toString);
            assertTrue(program.out().stream().anyMatch(line -> line.contains("agent_url")), program.out()::toString);
            assertTrue(
                    program.err().stream().anyMatch(line -> line.contains("rssi_tap_threshold")),
                    () -> "the nearest known key is named: " + program.err());
        }
    }
}
