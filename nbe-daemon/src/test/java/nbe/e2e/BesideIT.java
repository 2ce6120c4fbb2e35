package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import nbe.testing.Await;
import nbe.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second daemon that is started by hand does not throw the first off its agent by accident. */
class BesideIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private Path config() throws IOException {
        return Files.writeString(directory.resolve("nbe.toml"), """
                agent_url = "ws://127.0.0.1:9/socket/websocket"
                [ble]
                enabled = false
                [nfc]
                enabled = false
                [log]
                file = "nbe.log"
                [control]
                socket = "control.sock"
                """);
    }

    @Test
    void theSecondEndsAndSaysHowToAskTheFirstUnlessItMayRunBeside() throws IOException {
        String config = config().toString();
        try (Program first = NbeProgram.start("run", "-c", config)) {
            awaitLine(first, " can be asked at " + directory.resolve("control.sock"));
            try (Program second = NbeProgram.start("-c", config)) {
                assertEquals(1, second.awaitEnd(LONG));
                String told = String.join("\n", second.err());
                assertTrue(told.contains("nbe runs already: it answers at " + directory.resolve("control.sock")), told);
                assertTrue(told.contains("`nbe status`"), told);
            }
            try (Program third = NbeProgram.start("run", "--beside", "-c", config)) {
                awaitLine(third, " no control socket, as a daemon beside another");
                assertTrue(
                        third.err().stream()
                                .anyMatch(line -> line.contains("nbe runs already and writes to this file")),
                        third.err().toString());
                third.signal("TERM");
                assertEquals(0, third.awaitEnd(LONG));
            }
            first.signal("TERM");
            assertEquals(0, first.awaitEnd(LONG));
        }
        try (Program next = NbeProgram.start("run", "-c", config)) {
            awaitLine(next, " starts: process ");
        }
    }

    private static void awaitLine(Program program, String text) {
        Await.until(LONG, text, () -> program.err().stream().anyMatch(line -> line.contains(text)));
    }
}
