package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nbe.testing.Await;
import nbe.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of the running program: {@code nbe log}, and its format. */
class LogIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private String config(String log) throws IOException {
        return Files.writeString(directory.resolve("nbe.toml"), """
                        agent_url = "ws://127.0.0.1:9/socket/websocket"
                        [ble]
                        enabled = false
                        [nfc]
                        enabled = false
                        [control]
                        socket = "control.sock"
                        [log]
                        """ + log).toString();
    }

    private static void awaitLine(Program program, String text) {
        Await.until(LONG, text, () -> program.err().stream().anyMatch(line -> line.contains(text)));
    }

    private static Program ended(int status, String... arguments) throws IOException {
        try (Program program = NbeProgram.start(arguments)) {
            assertEquals(status, program.awaitEnd(LONG), program.err().toString());
            return program;
        }
    }

    @Test
    void anotherLevelLastsAWhileAndEndsByItself() throws IOException {
        String config = config("");
        try (Program daemon = NbeProgram.start("run", "-c", config)) {
            awaitLine(daemon, " can be asked at ");
            Program asked = ended(0, "log", "debug", "--for", "3600", "-c", config);
            String said = String.join("\n", asked.out());
            assertTrue(said.startsWith("the log has level debug until "), said);
            Instant until = Instant.parse(said.replaceFirst(".* until (\\S+), .*", "$1"));
            assertTrue(until.isAfter(Instant.now().plusSeconds(3000)), said);
            awaitLine(daemon, " INFO log level debug until ");
            ended(0, "log", "Info", "--for", "1", "-c", config);
            awaitLine(daemon, " DEBUG control PUT /v1/log-level");
            awaitLine(daemon, " INFO log level info again");
            ended(2, "log", "loud", "-c", config);
            ended(2, "log", "debug", "--for", "0", "-c", config);
        }
        Program alone = ended(1, "log", "debug", "-c", config);
        String said = String.join("\n", alone.err());
        assertTrue(said.contains("no daemon answers; tried " + directory.resolve("control.sock")), said);
    }

    @Test
    void withFormatJsonEveryLineIsAnObjectOnStandardErrorAndInTheFile() throws IOException {
        Path file = directory.resolve("nbe.log");
        String config = config("format = \"json\"\nfile = \"nbe.log\"\nunknown = 1\n");
        try (Program daemon = NbeProgram.start("run", "-c", config)) {
            awaitLine(daemon, "\"can be asked at ");
            daemon.signal("TERM");
            assertEquals(0, daemon.awaitEnd(LONG));
            List<String> lines = daemon.err();
            assertEquals(lines, Files.readAllLines(file));
            for (String line : lines) {
                JsonNode object = JsonMapper.shared().readTree(line);
                assertEquals(List.of("time", "level", "component", "message"), List.copyOf(object.propertyNames()));
            }
        }
    }

    @Test
    void theProblemsOfAWrongFileComeInItsFormatToo() throws IOException {
        Program daemon = ended(78, "run", "-c", config("format = \"json\"\nmax_files = 0\n"));
        JsonNode error =
                JsonMapper.shared().readTree(daemon.err().get(daemon.err().size() - 1));
        assertEquals("config", error.path("component").asString());
        assertTrue(error.path("message").asString().contains("max_files"), error.toString());
    }
}
