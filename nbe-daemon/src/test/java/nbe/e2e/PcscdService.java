package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nbe.pcsc.NativePcsc;
import nbe.simulator.nfc.Pcscd;
import nbe.simulator.nfc.SerialCardReader;

/** The real pcscd with the two slots of vsmartcard's virtual reader, or with readers on serial lines. */
final class PcscdService implements AutoCloseable {
    /** {@code skip}: tests that need pcscd are skipped; {@code require}: they fail where they cannot run. */
    private static final String SWITCH = "nbe.it.nfc";

    /** A line of /proc/net/unix: address, references, protocol, flags, type, state 03, inode, path. */
    private static final String CONNECTED = "\\S+ \\S+ \\S+ \\S+ \\S+ 03 +\\S+ ";

    private static final Duration START = Duration.ofSeconds(10);

    /** pcscd's driver of serial readers, in Debian's libccid, which pcscd depends on. */
    private static final Path SERIAL_DRIVER = Path.of("/usr/lib/pcsc/drivers/serial/libccidtwin.so");

    private final Pcscd pcscd = new Pcscd(Path.of("target", "pcscd.log"));

    /** Skips the test where it cannot work, and says why. */
    static void require() {
        String wish = System.getProperty(SWITCH, "");
        assumeTrue(!wish.equals("skip"), "-D" + SWITCH + "=skip");
        try {
            Optional<String> missing = Pcscd.missing();
            if (wish.equals("require")) {
                assertEquals(Optional.empty(), missing);
            }
            assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it (again); returns once both slots take cards. */
    void start() {
        started(pcscd::start);
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
        started(() -> {
            Files.writeString(Files.createDirectories(folder).resolve("serial"), configuration);
            pcscd.start(folder, Set.of());
        });
    }

    private interface Start {
        void run() throws IOException, InterruptedException;
    }

    private static void started(Start start) {
        try {
            start.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        // A watch that begins right now would take cards that show up at once for cards that lay there before.
        Await.until(
                START, "pcscd has run for a moment", () -> !NativePcsc.load().serviceIsYoung());
    }

    /** kill -9: its socket file stays behind. */
    void kill() {
        pcscd.kill();
    }

    /** Connections that its clients have open. */
    static long clients() {
        try (Stream<String> sockets = Files.lines(Path.of("/proc/net/unix"))) {
            return sockets.filter(line -> line.matches(CONNECTED + Pcscd.SOCKET))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        pcscd.close();
    }
}
