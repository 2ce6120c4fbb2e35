package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A program whose file was replaced while it runs finds classes gone that it had not loaded yet. A thread without which nothing
 * works dies of it: then the process ends, and says why.
 */
class DeadThreadIT {
    private static final Duration START_AND_END = Duration.ofSeconds(60);

    @RegisterExtension
    final Chain chain = new Chain();

    @ParameterizedTest
    @CsvSource({
        "core,      nbe/agent/AgentEffect$Connect",
        "adapter-,  nbe/bgapi/adapter/Moment",
        "agent-io,  nbe/agent/AddressRace",
    })
    void theProcessEndsWithStatusOneAndAnErrorLine(String thread, String gone, @TempDir Path classes)
            throws IOException {
        Program.unpack(classes);
        Files.delete(classes.resolve(gone + ".class"));
        Program program = chain.programFrom(classes);
        assertEquals(1, program.awaitEnd(START_AND_END), chain::report);
        assertTrue(
                program.err().stream()
                        .anyMatch(line -> line.contains(" ERROR main the thread " + thread)
                                && line.contains("and nothing works without it: ending")),
                chain::report);
        assertTrue(program.err().stream().anyMatch(line -> line.contains(gone)), chain::report);
    }
}
