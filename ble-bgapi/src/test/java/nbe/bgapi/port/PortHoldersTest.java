package nbe.bgapi.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which process holds a port, on fabricated /proc trees. */
@EnabledOnOs(OS.LINUX)
class PortHoldersTest {
    @TempDir
    Path root;

    private Path port;
    private PortHolders holders;

    @BeforeEach
    void plug() throws IOException {
        port = Files.createFile(root.resolve("ttyACM0")).toRealPath();
        Files.createDirectories(root.resolve("proc/self"));
        Files.writeString(root.resolve("proc/version"), "Linux");
        holders = new PortHolders(root.resolve("proc"), 7);
    }

    private Path process(int pid, String program, String... commandLine) throws IOException {
        Path process = Files.createDirectories(root.resolve("proc/" + pid));
        Files.createDirectories(process.resolve("fd"));
        Files.writeString(process.resolve("comm"), program + "\n");
        Files.writeString(process.resolve("cmdline"), String.join("\0", commandLine));
        return process;
    }

    private static void opens(Path process, int descriptor, Path what) throws IOException {
        Files.createSymbolicLink(process.resolve("fd").resolve("" + descriptor), what);
    }

    private List<String> found() {
        return holders.find(port.toString()).stream()
                .map(PortHolder::toString)
                .sorted()
                .toList();
    }

    @Test
    void nobodyHoldsAPortThatNobodyHasOpen() throws IOException {
        opens(process(20, "cat", "cat"), 0, root.resolve("other"));
        assertEquals(List.of(), found());
        assertEquals(Optional.empty(), holders.refusal(port.toString()));
        assertEquals(
                "system error 16",
                holders.inUse(port.toString(), "system error 16").getMessage());
    }

    @Test
    void everyProcessThatHasItOpenIsNamedOnceWhateverTheDescriptor() throws IOException {
        Path cat = process(20, "cat", "cat", "/dev/ttyACM0");
        opens(cat, 0, port);
        opens(cat, 9, port);
        opens(process(21, "minicom", "minicom"), 3, port);
        opens(process(7, "java", "java"), 3, port); // ourselves
        assertEquals(List.of("cat (pid 20)", "minicom (pid 21)"), found());
    }

    @Test
    void aLinkToThePortIsThePort() throws IOException {
        opens(process(20, "cat", "cat"), 3, port);
        Path link = Files.createSymbolicLink(root.resolve("dongle"), port);
        assertEquals(1, holders.find(link.toString()).size());
    }

    @Test
    void aProcessWithoutANameIsAProcess() throws IOException {
        Path process = process(20, "", "");
        Files.delete(process.resolve("comm"));
        opens(process, 3, port);
        assertEquals(List.of("a process (pid 20)"), found());
    }

    @Test
    void aProcessThatEndsMeanwhileIsPassedOver() throws IOException {
        Files.createDirectories(root.resolve("proc/30")); // without fd, as one that has ended
        opens(process(20, "cat", "cat"), 3, port);
        assertEquals(List.of("cat (pid 20)"), found());
    }

    @Test
    void aPortThatHasGoneIsHeldByNobody() throws IOException {
        opens(process(20, "cat", "cat"), 3, port);
        Files.delete(port);
        assertEquals(List.of(), holders.find(port.toString()));
    }

    @Test
    void theMakerOfAPseudoTerminalIsNoSharerButAnyOtherIs() throws IOException {
        Path pts = Files.createFile(root.resolve("5")).toRealPath();
        Path maker = process(20, "socat", "socat");
        opens(maker, 5, Path.of("/dev/pts/ptmx"));
        opens(maker, 6, pts);
        Files.createDirectories(maker.resolve("fdinfo"));
        Files.writeString(maker.resolve("fdinfo/5"), "pos:\t0\ntty-index:\t5\n");
        opens(process(21, "cat", "cat"), 3, pts);
        assertEquals(
                List.of("cat (pid 21)"),
                holders.sharers(pts.toString()).stream()
                        .map(PortHolder::toString)
                        .toList());
        assertEquals(2, holders.find(pts.toString()).size());
    }

    @ParameterizedTest
    @CsvSource({
        "'java|-jar|/usr/lib/nbe/nbe.jar|run', nbe run, HELD_BY_NBE, true",
        "'java|-jar|nbe.jar|-c|x.toml|record', nbe record, HELD_BY_NBE, true",
        "'java|-jar|nbe.jar|doctor', nbe doctor, HELD_BY_NBE, false",
        "'java|-jar|nbe.jar', nbe, HELD_BY_NBE, false",
        "'java|-cp|x|nbe.cli.Main|run', nbe run, HELD_BY_NBE, true",
        "'java|-jar|/opt/notnbe.jar|run', java, IN_USE, false",
        "'vi|nbe.jar', java, IN_USE, false",
        "'java|nbe.jar|run', java, IN_USE, false",
    })
    void anNbeIsKnownByItsCommandLine(String line, String name, AdapterProblem problem, boolean suspect) {
        PortHolder holder = PortHolder.of("java", List.of(line.split("\\|")), "", "9");
        assertEquals(name + " (pid 9)", holder.toString());
        assertEquals(problem, holder.problem());
        assertEquals(suspect, holder.isSuspect());
    }

    @Test
    void theServiceIsKnownByItsControlGroup() throws IOException {
        Path service = process(40, "java", "java", "-jar", "/opt/nbe/nbe.jar", "run");
        Files.writeString(service.resolve("cgroup"), "0::/system.slice/nymi-bluetooth-endpoint.service\n");
        opens(service, 4, port);
        assertEquals(List.of("the service nymi-bluetooth-endpoint (pid 40)"), found());
        CannotOpenException why = holders.refusal(port.toString()).orElseThrow();
        assertEquals(Optional.of(AdapterProblem.HELD_BY_NBE), why.problem());
    }

    @Test
    void ofSeveralHoldersTheOneWithARemedyOfItsOwnDecides() throws IOException {
        opens(process(20, "cat", "cat"), 3, port);
        opens(process(21, "ModemManager", "/usr/sbin/ModemManager"), 3, port);
        CannotOpenException why = holders.inUse(port.toString(), "system error 16");
        assertEquals(Optional.of(AdapterProblem.MODEM_MANAGER), why.problem());
        assertTrue(why.getMessage().startsWith("held by "), why.getMessage());
        assertTrue(why.getMessage().contains("cat (pid 20)"), why.getMessage());
    }
}
