package nbe.pcsc;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The real pcscd with the virtual readers of vsmartcard, run by the test. Whoever uses it must be alone on the machine with
 * pcscd's socket.
 */
final class PcscdProcess implements AutoCloseable {
    /** With the value {@code skip}, tests that need pcscd are skipped. */
    static final String SWITCH = "nbe.it.nfc";

    private static final Path DRIVER_CONFIG = Path.of("/etc/reader.conf.d/vpcd");
    private static final Path SOCKET = Path.of("/run/pcscd/pcscd.comm");
    private static final Path PID_FILE = Path.of("/run/pcscd/pcscd.pid");
    /** A line of /proc/net/tcp: number, local address and port, remote address and port, state 0A. */
    private static final Pattern LISTENING =
            Pattern.compile("^\\s*\\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A ");

    private static final long START_MILLIS = 10_000;

    private final List<String> command;
    private final Set<Integer> ports;
    private Process process;

    private PcscdProcess(List<String> command, Set<Integer> ports) {
        this.command = command;
        this.ports = ports;
    }

    /** The two slots that Debian's package configures: {@code Virtual PCD 00 00} and {@code 00 01}. */
    static PcscdProcess withTwoSlots() {
        return new PcscdProcess(List.of("pcscd", "--foreground"), Set.of(VirtualCard.SLOT_0, VirtualCard.SLOT_1))
                .start();
    }

    /**
     * Many slots, two for each copy of the driver (it keeps its slots in static variables). pcsc-lite takes 16 at most.
     *
     * @param folder for the copies and their configuration
     */
    static PcscdProcess withSlots(int slots, Path folder) {
        try {
            Path driver = driver();
            Set<Integer> ports = new HashSet<>();
            Path configs = Files.createDirectory(folder.resolve("conf"));
            for (int pair = 0; pair < slots / 2; pair++) {
                int port = portOf(2 * pair);
                Path copy = Files.copy(driver, folder.resolve("libifdvpcd" + pair + ".so"));
                Files.writeString(
                        configs.resolve("vpcd" + pair),
                        "FRIENDLYNAME \"Virtual PCD %c\"\nDEVICENAME /dev/null:0x%X\nLIBPATH %s\nCHANNELID 0x%X\n"
                                .formatted('A' + pair, port, copy, port));
                ports.add(port);
                ports.add(port + 1);
            }
            return new PcscdProcess(List.of("pcscd", "--foreground", "--config", configs.toString()), ports).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port of a slot of {@link #withSlots}. */
    static int portOf(int slot) {
        return VirtualCard.SLOT_0 + slot;
    }

    /** Skips the test if it was told to be skipped, and fails it if it cannot work here. */
    static void require() {
        assumeFalse(
                "skip".equals(System.getProperty(SWITCH)),
                "skipped: the system property " + SWITCH + " has the value skip");
        List<String> missing = new ArrayList<>();
        if (Stream.of("/usr/sbin/pcscd", "/usr/bin/pcscd").noneMatch(path -> Files.exists(Path.of(path)))
                || !Files.exists(DRIVER_CONFIG)) {
            missing.add("apt install pcscd vsmartcard-vpcd");
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            missing.add("run as root, who alone may start pcscd");
        }
        if (!missing.isEmpty()) {
            fail("This test needs a real pcscd: " + String.join("; ", missing) + ". Or skip it with -D" + SWITCH
                    + "=skip");
        }
    }

    private static Path driver() throws IOException {
        return Files.readAllLines(DRIVER_CONFIG).stream()
                .filter(line -> line.startsWith("LIBPATH"))
                .map(line -> Path.of(line.substring("LIBPATH".length()).strip()))
                .findFirst()
                .orElseThrow();
    }

    /** Starts it (again); returns once all virtual slots take cards. */
    PcscdProcess start() {
        require();
        ProcessHandle.allProcesses()
                .filter(other -> other.info().command().orElse("").endsWith("/pcscd"))
                .forEach(PcscdProcess::end);
        try {
            Files.deleteIfExists(SOCKET);
            Files.deleteIfExists(PID_FILE);
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/pcscd.log")))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until(START_MILLIS, "pcscd to listen", () -> Files.exists(SOCKET) && listening());
        // A watch that begins right now would take cards that show up at once for cards that lay there before.
        Await.until(
                START_MILLIS,
                "pcscd to have run for a moment",
                () -> !NativePcsc.load().serviceIsYoung());
        return this;
    }

    private static void end(ProcessHandle other) {
        other.destroy();
        Await.until(5_000, "the pcscd that ran before to end", () -> !other.isAlive());
    }

    /** Looks without connecting, for a connection would be a card. */
    private boolean listening() {
        assertTrue(process.isAlive(), "pcscd ended at once, see target/pcscd.log");
        try {
            Set<Integer> open = new HashSet<>();
            for (String line : Files.readAllLines(Path.of("/proc/net/tcp"))) {
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    open.add(Integer.parseInt(listening.group(1), 16));
                }
            }
            return open.containsAll(ports);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kill -9: its socket file stays behind. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** An orderly end. */
    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            assertTrue(process.waitFor(5, TimeUnit.SECONDS), "pcscd does not end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
