package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import nbe.pcsc.NativePcsc;
import nbe.simulator.SerialCardReader;
import nbe.simulator.VirtualReaderSlot;

/** The real pcscd with the two slots of vsmartcard's virtual reader. It must be alone on the machine with pcscd's socket. */
final class PcscdService implements AutoCloseable {
    /** With the value {@code skip}, tests that need pcscd are skipped. */
    private static final String SWITCH = "nbe.it.nfc";

    private static final Path DRIVER = Path.of("/etc/reader.conf.d/vpcd");
    private static final Path SOCKET = Path.of("/run/pcscd/pcscd.comm");
    /** A line of /proc/net/unix: address, references, protocol, flags, type, state 03, inode, path. */
    private static final String CONNECTED = "\\S+ \\S+ \\S+ \\S+ \\S+ 03 +\\S+ ";

    private static final Path PID_FILE = Path.of("/run/pcscd/pcscd.pid");
    private static final Duration START = Duration.ofSeconds(10);

    /** pcscd's driver of serial readers, in Debian's libccid, which pcscd depends on. */
    private static final Path SERIAL_DRIVER = Path.of("/usr/lib/pcsc/drivers/serial/libccidtwin.so");

    private Process process;

    /** Skips the test if it was told to be skipped, and fails it if it cannot work here. */
    static void require() {
        assumeFalse("skip".equals(System.getProperty(SWITCH)), "skipped by -D" + SWITCH + "=skip");
        if (!Files.exists(DRIVER) || !"root".equals(System.getProperty("user.name"))) {
            fail("This test needs root, and apt install pcscd vsmartcard-vpcd. Or skip it with -D" + SWITCH + "=skip");
        }
    }

    /** Starts it (again); returns once both slots take cards. */
    void start() {
        start(List.of("pcscd", "--foreground"), this::takesCards);
    }

    /**
     * Starts it (again) with serial readers instead, all called {@code Serial Reader}: the first that is plugged in is number 00,
     * the next one 01.
     *
     * @param folder for pcscd's configuration
     */
    void start(Path folder, List<SerialCardReader> readers) {
        assertTrue(Files.exists(SERIAL_DRIVER), "apt install libccid");
        StringBuilder configuration = new StringBuilder();
        for (SerialCardReader reader : readers) {
            configuration.append(String.format(
                    Locale.ROOT,
                    "FRIENDLYNAME \"Serial Reader\"\nDEVICENAME %s\nLIBPATH %s\nCHANNELID %d\n",
                    reader.path(),
                    SERIAL_DRIVER,
                    configuration.length()));
        }
        try {
            Files.writeString(Files.createDirectories(folder).resolve("serial"), configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(List.of("pcscd", "--foreground", "--config", folder.toString()), () -> process.isAlive());
    }

    private void start(List<String> command, BooleanSupplier ready) {
        try {
            if (process == null && Files.exists(PID_FILE)) {
                end(Long.parseLong(Files.readString(PID_FILE).replaceAll("\\D", ""))); // it ends with a zero byte
            }
            Files.deleteIfExists(SOCKET);
            Files.deleteIfExists(PID_FILE);
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/pcscd.log")))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until(START, "pcscd listens, see target/pcscd.log", () -> Files.exists(SOCKET) && ready.getAsBoolean());
        // A watch that begins right now would take cards that show up at once for cards that lay there before.
        Await.until(
                START, "pcscd has run for a moment", () -> !NativePcsc.load().serviceIsYoung());
    }

    /** Ends the pcscd that ran before, if the file that named it is not just left over. */
    private static void end(long pid) {
        ProcessHandle.of(pid)
                .filter(other -> other.info().command().orElse("").endsWith("/pcscd"))
                .ifPresent(other -> {
                    other.destroy();
                    Await.until(START, "the pcscd that ran before ends", () -> !other.isAlive());
                });
    }

    /** Looks without connecting, for a connection would be a card. */
    private boolean takesCards() {
        assertTrue(process.isAlive(), "pcscd ended at once, see target/pcscd.log");
        try {
            List<String> sockets = Files.readAllLines(Path.of("/proc/net/tcp"));
            for (int slot = 0; slot < 2; slot++) {
                String listening =
                        String.format(Locale.ROOT, ":%04X 00000000:0000 0A ", VirtualReaderSlot.FIRST_PORT + slot);
                if (sockets.stream().noneMatch(line -> line.contains(listening))) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kill -9: its socket file stays behind. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Connections that its clients have open. */
    static long clients() {
        try (Stream<String> sockets = Files.lines(Path.of("/proc/net/unix"))) {
            return sockets.filter(line -> line.matches(CONNECTED + SOCKET)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            awaitEnd();
        }
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
