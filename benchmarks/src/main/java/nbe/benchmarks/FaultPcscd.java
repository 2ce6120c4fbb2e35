package nbe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import nbe.pcsc.NativePcsc;
import nbe.pcsc.PcscContext;
import nbe.pcsc.PcscException;
import nbe.pcsc.ReaderStatus;
import nbe.simulator.SerialCardReader;
import nbe.simulator.VirtualReaderSlot;

/** A pcscd of our own with vsmartcard's two virtual slots, or with readers on serial lines. One thread. */
final class FaultPcscd {
    static final String LEFT = "Virtual PCD 00 00";
    static final String RIGHT = "Virtual PCD 00 01";

    /** What serial readers are called, before their numbers. */
    static final String SERIAL = "Serial Reader";

    private static final Path SERIAL_DRIVER = Path.of("/usr/lib/pcsc/drivers/serial/libccidtwin.so");
    private static final Path DRIVER = Path.of("/etc/reader.conf.d/vpcd");
    private static final Path SOCKET = Path.of("/run/pcscd/pcscd.comm");
    private static final Path PID_FILE = Path.of("/run/pcscd/pcscd.pid");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long END_SECONDS = 5;
    private static final int PRESENT = 0x0020;
    private static final int CHANGED = 0x0002;

    private final Path log;
    private Process process;

    /** @param log where its own output goes */
    FaultPcscd(Path log) {
        this.log = log;
    }

    /** Why the faults of readers cannot be provoked here; empty if they can. */
    static String missing() throws IOException {
        if (!Files.exists(DRIVER) || !"root".equals(System.getProperty("user.name"))) {
            return "needs root, and apt-get install pcscd vsmartcard-vpcd";
        }
        if (!Files.exists(PID_FILE)) {
            return "";
        }
        long pid = Long.parseLong(Files.readString(PID_FILE).replaceAll("\\D", ""));
        boolean runs = ProcessHandle.of(pid)
                .flatMap(other -> other.info().command())
                .filter(command -> command.endsWith("/pcscd"))
                .isPresent();
        return runs ? "a pcscd that is not ours runs here (pid " + pid + "); stop it first" : "";
    }

    /** Starts it; returns once both slots take cards. */
    void start() throws IOException, InterruptedException, BenchmarkFailure {
        start(FaultPcscd::listens, "pcscd", "--foreground");
    }

    /** Starts it with these readers on serial lines instead; those that are plugged in are numbered in this order. */
    void start(List<SerialCardReader> readers) throws IOException, InterruptedException, BenchmarkFailure {
        if (!Files.exists(SERIAL_DRIVER)) {
            throw new BenchmarkFailure("needs pcscd's driver of serial readers: apt-get install libccid");
        }
        Path folder = Files.createDirectories(log.resolveSibling("readers"));
        StringBuilder configuration = new StringBuilder();
        for (SerialCardReader reader : readers) {
            configuration.append(String.format(
                    Locale.ROOT,
                    "FRIENDLYNAME \"%s\"%nDEVICENAME %s%nLIBPATH %s%nCHANNELID %d%n",
                    SERIAL,
                    reader.path(),
                    SERIAL_DRIVER,
                    configuration.length()));
        }
        Files.writeString(folder.resolve("serial"), configuration);
        start(() -> true, "pcscd", "--foreground", "--config", folder.toString());
    }

    private void start(FaultSite.Condition ready, String... command)
            throws IOException, InterruptedException, BenchmarkFailure {
        Files.deleteIfExists(SOCKET);
        Files.deleteIfExists(PID_FILE);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        FaultSite.await(PATIENCE_NANOS, "pcscd takes cards, see " + log, () -> Files.exists(SOCKET) && ready.holds());
    }

    /** Looks without connecting, for a connection would be a card. */
    private static boolean listens() throws IOException {
        List<String> sockets = Files.readAllLines(Path.of("/proc/net/tcp"));
        for (int slot = 0; slot < 2; slot++) {
            String listening =
                    String.format(Locale.ROOT, ":%04X 00000000:0000 0A ", VirtualReaderSlot.FIRST_PORT + slot);
            if (sockets.stream().noneMatch(line -> line.contains(listening))) {
                return false;
            }
        }
        return true;
    }

    /** SIGKILL: its socket stays behind. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    }

    /** SIGTERM. */
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends it, if it runs, and leaves nothing behind for whoever uses pcscd next. */
    void end() throws InterruptedException, IOException {
        if (process != null) {
            stop();
            kill();
            Files.deleteIfExists(SOCKET);
            Files.deleteIfExists(PID_FILE);
        }
    }

    /** Waits until pcscd itself says that a card lies there, or none. */
    void await(String reader, boolean card) throws PcscException, BenchmarkFailure {
        long end = FaultSite.now() + PATIENCE_NANOS;
        try (PcscContext context = NativePcsc.load().newContext()) {
            ReaderStatus status = ReaderStatus.unaware(reader);
            while (FaultSite.now() < end) {
                for (ReaderStatus now : context.awaitChange(List.of(status), 500)) {
                    status = new ReaderStatus(now.reader(), now.state() & ~CHANGED, now.atr());
                }
                if (status.state() != 0 && ((status.state() & PRESENT) != 0) == card) {
                    return;
                }
            }
        }
        throw new BenchmarkFailure("pcscd does not report " + (card ? "the card" : "that it is gone") + ": " + reader);
    }
}
