package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nbe.simulator.dongle.SimulatedAdapter;
import nbe.testing.Await;
import nbe.testing.Message;
import nbe.testing.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with an adapter has words of its own: in the log, in 5010, and in what {@code nbe doctor} prints. */
class AdapterTroubleIT {
    private static final Duration TRIED = Duration.ofSeconds(6);
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration PROGRAM = Duration.ofSeconds(30);
    private static final List<String> NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");

    @RegisterExtension
    final Chain chain = new Chain();

    private Optional<Process> holder = Optional.empty();

    @BeforeEach
    void prepare() throws IOException {
        chain.dongle();
        chain.agent();
        // others than us may look in
        Files.setPosixFilePermissions(chain.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void letGo() {
        holder.ifPresent(process -> {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        });
    }

    /** A real program of this name that has the port open and locked. */
    private long hold(String name) throws IOException {
        Path program = Files.copy(Path.of("/usr/bin/flock"), chain.directory().resolve(name));
        Process started = new ProcessBuilder(program.toString(), "-o", port(), "sleep", "120").start();
        holder = Optional.of(started);
        Await.until(
                SOON, "the port is held", () -> started.descendants().findAny().isPresent());
        return started.pid();
    }

    private String port() {
        return chain.dongle().pseudoTerminal().orElseThrow();
    }

    private static void assertSays(List<String> words, String where) {
        words.forEach(word -> assertTrue(where.contains(word), where));
    }

    /** The agent may hear of it a moment before the log does. */
    private void assertLogSays(List<String> words) {
        Await.until(
                SOON,
                "a line of the log with " + words,
                () -> chain.log().stream().anyMatch(line -> words.stream().allMatch(line::contains)));
    }

    /** Asks doctor; gives the line about the adapter. */
    private String doctor(List<String> account, int status) {
        Program doctor = chain.program(account, "doctor");
        assertEquals(status, doctor.awaitEnd(PROGRAM), () -> String.join("\n", doctor.out()));
        return doctor.out().stream()
                .filter(line -> line.contains(" adapter "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(doctor.out()));
    }

    @ParameterizedTest
    @CsvSource({
        "minicom, another program holds the port, close that program",
        "ModemManager, ModemManager uses the port, install the udev rule"
    })
    void aPortThatAnotherProgramHoldsIsToldWithItsNameAndUsedOnceItIsFree(String program, String problem, String remedy)
            throws IOException {
        long pid = hold(program);
        chain.start();
        List<String> words = List.of(problem, "held by " + program + " (pid " + pid + ")", remedy);
        String specifics =
                chain.awaitFrame(SOON, "5010", frame -> frame.isError(5010)).specifics();
        assertSays(words, specifics);
        assertSays(List.of(chain.directory().resolve("dongle").toString()), specifics);
        assertEquals(0, chain.commands(), "not a byte to a port that another program has");
        assertLogSays(words);
        String found = doctor(List.of(), 1);
        assertSays(words, found);
        assertTrue(found.startsWith("wrong "), found);

        int before = chain.mark();
        letGo();
        chain.awaitFrame(SOON, "ble_ready", before, Message::isReady);
    }

    @Test
    void aPortThatTheDaemonHoldsIsNoFault() {
        chain.programReady();
        String found = doctor(List.of(), 0);
        assertTrue(found.startsWith("warning "), found);
        assertSays(List.of("nbe runs already and holds the port", "held by nbe run (pid ", "stop it"), found);
        assertTrue(chain.dongle().ask(SimulatedAdapter::scanning), "the daemon goes on");
    }

    @Test
    void aSecondDaemonSaysThatTheFirstHasThePort() {
        chain.programReady();
        Program second = chain.program();
        Await.until(
                PROGRAM,
                "the second says so",
                () -> second.err().stream()
                        .anyMatch(line -> line.contains("nbe runs already and holds the port (held by nbe run (pid ")));
        assertTrue(chain.dongle().ask(SimulatedAdapter::scanning), "the first goes on");
    }

    @Test
    void aPortThatTheAccountMayNotOpenIsToldAsThat() throws IOException {
        assumeRoot();
        Files.setPosixFilePermissions(Path.of(port()), PosixFilePermissions.fromString("rw-------"));
        Program daemon = chain.program(NOBODY, "run");
        List<String> words = List.of("this account may not open the port", "install the udev rule");
        assertSays(
                words,
                chain.awaitFrame(PROGRAM, "5010", frame -> frame.isError(5010)).specifics());
        assertSays(words, String.join("\n", daemon.err()));
        assertSays(words, doctor(NOBODY, 1));

        int before = chain.mark();
        Files.setPosixFilePermissions(Path.of(port()), PosixFilePermissions.fromString("rw-rw-rw-"));
        chain.awaitFrame(SOON, "ble_ready", before, Message::isReady);
    }

    /** The usual case: ModemManager belongs to root, the daemon does not. */
    @Test
    void modemManagerIsNamedEvenIfTheAccountMayNotSeeWhatItHasOpen() throws IOException {
        assumeRoot();
        Files.setPosixFilePermissions(Path.of(port()), PosixFilePermissions.fromString("rw-rw-rw-"));
        long pid = hold("ModemManager");
        // Whoever else runs an nbe on this machine is as likely, for an account that cannot see it.
        Program doctor = chain.program(NOBODY, "doctor");
        doctor.awaitEnd(PROGRAM);
        assertSays(List.of("ModemManager (pid " + pid + ")", ", it seems;"), String.join("\n", doctor.out()));
    }

    private static void assumeRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can become somebody else");
    }

    @Test
    void aDongleWithForeignFirmwareIsToldAsThat() {
        chain.dongle().tell(adapter -> adapter.faults().foreignFirmware("enter ASCII 0 to reboot in dfu"));
        chain.start();
        List<String> words = List.of("it does not run the USB BGAPI firmware", "to reboot in dfu", "flash the BLED112");
        assertSays(
                words,
                chain.awaitFrame(TRIED, "5010", frame -> frame.isError(5010)).specifics());
        assertLogSays(words);
        chain.stop();
        assertSays(words, doctor(List.of(), 1));
    }
}
