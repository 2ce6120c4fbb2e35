package nbe.cli.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nbe.service.ServiceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherDaemonTest {
    @TempDir
    Path directory;

    @Test
    void theServiceMattersToWhoReadsItsFile() throws IOException {
        Path file = Files.writeString(directory.resolve("nbe.toml"), "");
        Path link = Files.createSymbolicLink(directory.resolve("link.toml"), file);
        Path other = Files.writeString(directory.resolve("other.toml"), "");
        List<Path> places = List.of(directory.resolve("nowhere.toml"), link);
        assertTrue(OtherDaemon.readsTheSystemsFile(Optional.empty(), places), "no file, as the service then");
        assertTrue(OtherDaemon.readsTheSystemsFile(Optional.of(file), places), "what a link of the system leads to");
        assertFalse(OtherDaemon.readsTheSystemsFile(Optional.of(other), places), "a file of one's own");
    }

    @Test
    void aServiceIsNotBesideItself() {
        assertTrue(new ServiceState(true, OptionalLong.of(7), "").runsBeside(8));
        assertTrue(new ServiceState(true, OptionalLong.empty(), "").runsBeside(8));
        assertFalse(new ServiceState(true, OptionalLong.of(8), "").runsBeside(8));
        assertFalse(new ServiceState(false, OptionalLong.empty(), "").runsBeside(8));
    }
}
