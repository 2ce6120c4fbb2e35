package nbe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import nbe.pcsc.NativePcsc;
import nbe.pcsc.PcscContext;
import nbe.pcsc.PcscException;
import nbe.pcsc.ReaderStatus;
import nbe.simulator.nfc.Pcscd;
import nbe.simulator.nfc.SerialCardReader;

/** A pcscd of our own with vsmartcard's two virtual slots, or with readers on serial lines. One thread. */
final class FaultPcscd {
    static final String LEFT = "Virtual PCD 00 00";
    static final String RIGHT = "Virtual PCD 00 01";

    /** What serial readers are called, before their numbers. */
    static final String SERIAL = "Serial Reader";

    private static final Path SERIAL_DRIVER = Path.of("/usr/lib/pcsc/drivers/serial/libccidtwin.so");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int PRESENT = 0x0020;
    private static final int CHANGED = 0x0002;

    private final Path log;
    private final Pcscd pcscd;

    /** @param log where its own output goes */
    FaultPcscd(Path log) {
        this.log = log;
        this.pcscd = new Pcscd(log);
    }

    /** Why the faults of readers cannot be provoked here; empty if they can. */
    static String missing() throws IOException {
        return Pcscd.missing().orElse("");
    }

    /** Starts it; returns once both slots take cards. */
    void start() throws IOException, InterruptedException {
        pcscd.start();
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
        pcscd.start(folder, Set.of());
    }

    /** SIGKILL: its socket stays behind. */
    void kill() {
        pcscd.kill();
    }

    /** SIGTERM, if it runs. */
    void stop() {
        pcscd.close();
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
