package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nbe.simulator.dongle.SimulatedDongle;
import nbe.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where {@code java -jar nbe.jar} takes its native libraries from. */
@EnabledOnOs(OS.LINUX)
class NativeLibrariesIT {
    private static final Duration PROGRAM = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    private List<String> run(List<String> options, Path cache, String... command) throws IOException {
        List<String> what = new ArrayList<>(options);
        what.addAll(List.of("-jar", NbeProgram.JAR.toString()));
        try (Program program = NbeProgram.start(List.of("env", "XDG_CACHE_HOME=" + cache), what, command)) {
            program.awaitEnd(PROGRAM);
            return Stream.concat(program.out().stream(), program.err().stream()).toList();
        }
    }

    /** One that only this account may write to, whatever its umask is. */
    private Path folder(String name) throws IOException {
        return Files.createDirectory(
                temp.resolve(name), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aLibraryThatLiesInTheTemporaryDirectoryIsNotLoadedAndNothingIsLeftBehind() throws IOException {
        Path shared = folder("tmp");
        Path planted = shared.resolve("jSerialComm/2.11.4/libjSerialComm.so");
        Files.createDirectories(planted.getParent());
        Files.writeString(planted, "no library: whoever loads this says so");
        Path cache = folder("cache");
        try (SimulatedDongle dongle = Chain.dongleAt(7, Optional.of(temp.resolve("dongle")))) {
            Path config = Files.writeString(
                    temp.resolve("nbe.toml"),
                    "agent_url = \"ws://127.0.0.1:9/\"\nble.port = \"" + temp.resolve("dongle")
                            + "\"\nnfc.enabled = false\n");
            List<String> found = run(
                    List.of("-Djava.io.tmpdir=" + shared, "-Duser.home=" + shared),
                    cache,
                    "doctor",
                    "-c",
                    config.toString());
            assertTrue(
                    found.stream().anyMatch(line -> line.startsWith("ok ") && line.contains("BLED112")),
                    found::toString);
        }
        assertEquals(List.of(planted), files(shared));
        assertEquals("no library: whoever loads this says so", Files.readString(planted, StandardCharsets.ISO_8859_1));
        assertEquals(List.of(), files(cache));
    }

    @Test
    void whereOnlyUnsafeFoldersAreNothingIsLoadedAndTheReasonIsSaid() throws IOException {
        Path open = Files.createDirectory(temp.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        List<String> said = run(List.of("-Djava.io.tmpdir=" + open), open, "doctor");
        String reason = open.toRealPath() + " may be written to by other accounts (mode 777)";
        assertTrue(said.stream().anyMatch(line -> line.contains(reason)), said::toString);
        assertTrue(said.stream().noneMatch(line -> line.contains("adapter")), said::toString);
        assertEquals(List.of(), files(open));
    }
}
