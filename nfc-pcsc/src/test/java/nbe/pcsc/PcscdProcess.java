package nbe.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import nbe.simulator.nfc.Pcscd;

/** The real pcscd with virtual slots, two or many. */
final class PcscdProcess implements AutoCloseable {
    /** {@code skip}: tests that need pcscd are skipped; {@code require}: they fail where they cannot run. */
    static final String SWITCH = "nbe.it.nfc";

    private static final Path DRIVER_CONFIG = Path.of("/etc/reader.conf.d/vpcd");
    private static final long START_MILLIS = 10_000;

    private final Pcscd pcscd = new Pcscd(Path.of("target", "pcscd.log"));
    private final Optional<Path> configuration;
    private final Set<Integer> ports;

    private PcscdProcess(Optional<Path> configuration, Set<Integer> ports) {
        this.configuration = configuration;
        this.ports = ports;
    }

    /** The two slots that Debian's package configures: {@code Virtual PCD 00 00} and {@code 00 01}. */
    static PcscdProcess withTwoSlots() {
        return new PcscdProcess(Optional.empty(), Set.of()).start();
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
            return new PcscdProcess(Optional.of(configs), ports).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port of a slot of {@link #withSlots}. */
    static int portOf(int slot) {
        return VirtualCard.SLOT_0 + slot;
    }

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

    private static Path driver() throws IOException {
        return Files.readAllLines(DRIVER_CONFIG).stream()
                .filter(line -> line.startsWith("LIBPATH"))
                .map(line -> Path.of(line.substring("LIBPATH".length()).strip()))
                .findFirst()
                .orElseThrow();
    }

    /** Starts it (again); returns once all virtual slots take cards. */
    PcscdProcess start() {
        try {
            if (configuration.isPresent()) {
                pcscd.start(configuration.get(), ports);
            } else {
                pcscd.start();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        // A watch that begins right now would take cards that show up at once for cards that lay there before.
        Await.until(
                START_MILLIS,
                "pcscd to have run for a moment",
                () -> !NativePcsc.load().serviceIsYoung());
        return this;
    }

    /** kill -9: its socket file stays behind. */
    void kill() {
        pcscd.kill();
    }

    /** An orderly end. */
    @Override
    public void close() {
        pcscd.close();
    }
}
