package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import nbe.testing.Program;
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
        "core,      nbe/agent/link/AgentEffect$Connect",
        "adapter-,  nbe/bgapi/machine/Snapshot",
        "agent-io,  nbe/agent/net/AddressRace",
    })
    void theProcessEndsWithStatusOneAndAnErrorLine(String thread, String gone, @TempDir Path folder)
            throws IOException {
        Path jar = Files.copy(NbeProgram.JAR, folder.resolve("nbe.jar"));
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Files.delete(inside.getPath(gone + ".class"));
        }
        Program program = chain.programFrom(jar);
        assertEquals(1, program.awaitEnd(START_AND_END), chain::report);
        assertTrue(
                program.err().stream()
                        .anyMatch(line -> line.contains(" ERROR main the thread " + thread)
                                && line.contains("and nothing works without it: ending")),
                chain::report);
        assertTrue(program.err().stream().anyMatch(line -> line.contains(gone)), chain::report);
    }
}
