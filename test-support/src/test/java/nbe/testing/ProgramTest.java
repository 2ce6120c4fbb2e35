package nbe.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProgramTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private static List<String> shell(String script) {
        return List.of("sh", "-c", script);
    }

    @Test
    void bothOutputsAndTheStatusAreThereAtTheEnd() throws IOException {
        try (Program program = Program.start(shell("echo out; echo err >&2; exit 3"))) {
            assertEquals(3, program.awaitEnd(LONG));
            assertEquals(List.of("out"), program.out());
            assertEquals(List.of("err"), program.err());
            assertFalse(program.isAlive());
        }
        try (Program program = Program.startWithOneOutput(shell("echo out; echo err >&2"))) {
            program.awaitEnd(LONG);
            assertEquals(List.of("out", "err"), program.out());
        }
    }

    @Test
    void aSignalReachesItAndWhatItSaysThenIsStillRead() throws IOException {
        try (Program program =
                Program.start(shell("trap 'echo bye; exit 0' TERM; echo hello; while :; do sleep 0.05; done"))) {
            Await.until("hello", () -> !program.out().isEmpty());
            assertThrows(AssertionError.class, () -> program.awaitEnd(Duration.ofMillis(1)));
            program.signal("TERM");
            assertEquals(0, program.awaitEnd(LONG));
            assertEquals(List.of("hello", "bye"), program.out());
            assertTrue(
                    program.lines().get(0).atNanos() <= program.lines().get(1).atNanos());
        }
    }
}
