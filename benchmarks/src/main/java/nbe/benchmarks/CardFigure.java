package nbe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import nbe.simulator.dongle.SimulatedDongle;
import nbe.simulator.nfc.VirtualCard;
import nbe.simulator.nfc.VirtualReaderSlot;
import nbe.testing.MeasuredProgram;
import nbe.testing.Message;
import nbe.testing.Pcscd;
import nbe.testing.ReaderObserver;
import nbe.testing.Report;
import nbe.testing.RigFailure;
import nbe.testing.Spread;
import nbe.testing.WitnessAgent;

/**
 * How long the placement of a card takes to the agent: the real pcscd with its virtual reader, the whole of the daemon, loopback.
 * Measured from the moment at which pcscd reports the card to a second PC/SC program, this one, as it does to the daemon (pcscd
 * polls for a card every 400 ms), and from the moment at which the card is asked for its UID. Between the two lie 40 ms: vpcd sends
 * an APDU in two segments, and the second waits for the acknowledgement of the first.
 */
final class CardFigure {
    private static final String READER = "Virtual PCD 00 00";
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Duration START = Duration.ofSeconds(30);
    /** An intent is dropped after 2 s. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
    /** The daemon's rehearsal of its first taps is over by then. */
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private CardFigure() {}

    static void measure(Path launcher, int cards, Report report) throws RigFailure, IOException, InterruptedException {
        String title =
                "Card, from outside: until the intent is at the agent (a virtual reader, one card at a time, no dongle)";
        Optional<String> missing = Pcscd.missing();
        if (missing.isPresent()) {
            report.title(title);
            report.line("  not measured: %s", missing.get());
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

    private static Latencies latencies(Path launcher, int cards) throws RigFailure, IOException, InterruptedException {
        Path folder = Files.createTempDirectory("nbe-card");
        Latencies millis = new Latencies(new ArrayList<>(), new ArrayList<>());
        AtomicLong asked = new AtomicLong();
        try (Pcscd pcscd = new Pcscd(folder.resolve("pcscd.log"));
                WitnessAgent agent = WitnessAgent.plain();
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
            try (MeasuredProgram daemon = MeasuredProgram.start(launcher, config);
                    ReaderObserver observer = new ReaderObserver(READER)) {
                next(agent, "endpoint", START, daemon);
                daemon.runOn(SETTLE);
                observer.await(READER, false);
                for (int i = 0; i < cards; i++) {
                    slot.insert(VirtualCard.of(String.format(Locale.ROOT, "04%012X", i)));
                    long arrived = next(agent, "intent", LONGEST_WAIT, daemon).atNanos();
                    millis.ofReport().add((arrived - observer.await(READER, true)) / NANOS_PER_MILLI);
                    millis.ofCommand().add((arrived - asked.get()) / NANOS_PER_MILLI);
                    slot.remove();
                    observer.await(READER, false);
                }
                daemon.terminate();
                if (!agent.messages(Message::isIntent).isEmpty()) {
                    throw daemon.failure("it sent more intents than there were cards");
                }
            }
        }
        return millis;
    }

    private static Message next(WitnessAgent agent, String operation, Duration within, MeasuredProgram daemon)
            throws RigFailure, InterruptedException {
        return agent.next(operation, within).orElseThrow(() -> daemon.failure("the agent got no " + operation));
    }
}
