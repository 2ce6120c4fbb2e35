package nbe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import nbe.pcsc.NativePcsc;
import nbe.pcsc.PcscContext;
import nbe.pcsc.PcscException;
import nbe.pcsc.ReaderStatus;
import nbe.simulator.dongle.SimulatedDongle;
import nbe.simulator.nfc.Pcscd;
import nbe.simulator.nfc.VirtualCard;
import nbe.simulator.nfc.VirtualReaderSlot;

/**
 * How long the placement of a card takes to the agent: the real pcscd with its virtual reader, the whole of the daemon, loopback.
 * Measured from the moment at which pcscd reports the card to a second PC/SC program, this one, which it does at the same time as to
 * the daemon (pcscd looks for a card every 400 ms), and from the moment at which the card is asked for its UID. Between the two lie
 * 40 ms: vpcd sends an APDU in two segments, and the second waits for the acknowledgement of the first.
 */
final class CardFigure {
    private static final String READER = "Virtual PCD 00 00";
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int LONGEST_REPORT_MILLIS = 5_000;
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** An intent is dropped after 2 s. */
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(3);
    /** The daemon's rehearsal of its first taps is over by then. */
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private CardFigure() {}

    static void measure(Path launcher, int cards, Report report)
            throws BenchmarkFailure, IOException, InterruptedException {
        String title =
                "Card, from outside: until the intent is at the agent (a virtual reader, one card at a time, no dongle)";
        if (Pcscd.missing().isPresent()) {
            report.title(title);
            report.line("  not measured: %s", Pcscd.missing().get());
            return;
        }
        report.progress("%d cards, one after another", cards);
        Latencies millis = latencies(launcher, cards);
        report.title(title);
        report.spreadHead();
        report.spread("since pcscd reported the card", Spread.of(millis.ofReport()), "ms");
        report.spread("since the card was asked for its UID", Spread.of(millis.ofCommand()), "ms");
    }

    /** Milliseconds of each card until its intent was at the agent. */
    private record Latencies(List<Double> ofReport, List<Double> ofCommand) {}

    private static Latencies latencies(Path launcher, int cards)
            throws BenchmarkFailure, IOException, InterruptedException {
        Path folder = Files.createTempDirectory("nbe-card");
        Latencies millis = new Latencies(new ArrayList<>(), new ArrayList<>());
        AtomicLong asked = new AtomicLong();
        try (Pcscd pcscd = new Pcscd(folder.resolve("pcscd.log"));
                AgentWitness agent = AgentWitness.start(SimulatedDongle::now);
                VirtualReaderSlot slot = new VirtualReaderSlot(0)) {
            pcscd.start();
            slot.onApdu(() -> asked.set(SimulatedDongle.now()));
            Path config = Files.write(
                    folder.resolve("nbe.toml"),
                    List.of(
                            "agent_url = \"" + agent.url() + "\"",
                            "endpoint_id = \"figures\"",
                            "[ble]",
                            "enabled = false"));
            try (DaemonProcess daemon = DaemonProcess.start(launcher, config, SimulatedDongle::now);
                    PcscContext observer = NativePcsc.load().newContext()) {
                agent.next("endpoint", START_NANOS);
                daemon.runOn(SETTLE);
                ReaderStatus status = await(observer, ReaderStatus.unaware(READER), false);
                for (int i = 0; i < cards; i++) {
                    slot.insert(VirtualCard.of(String.format(Locale.ROOT, "04%012X", i)));
                    status = await(observer, status, true);
                    long reported = SimulatedDongle.now();
                    long arrived = agent.next("intent", LONGEST_WAIT_NANOS).atNanos();
                    millis.ofReport().add((arrived - reported) / NANOS_PER_MILLI);
                    millis.ofCommand().add((arrived - asked.get()) / NANOS_PER_MILLI);
                    slot.remove();
                    status = await(observer, status, false);
                }
                daemon.terminate();
                if (agent.waiting("intent") > 0) {
                    throw daemon.failure("it sent more intents than there were cards");
                }
            } catch (PcscException e) {
                throw new BenchmarkFailure("pcscd failed: " + e.getMessage());
            }
        }
        return millis;
    }

    /** Waits until pcscd reports a card, or that there is no card; gives that report. */
    private static ReaderStatus await(PcscContext observer, ReaderStatus known, boolean card)
            throws PcscException, BenchmarkFailure {
        ReaderStatus status = known;
        do {
            List<ReaderStatus> reported = observer.awaitChange(List.of(status), LONGEST_REPORT_MILLIS);
            if (reported.isEmpty()) {
                throw new BenchmarkFailure("pcscd does not report " + (card ? "the card" : "that the card is gone"));
            }
            status = reported.get(0).asKnown();
        } while (status.present() != card);
        return status;
    }
}
