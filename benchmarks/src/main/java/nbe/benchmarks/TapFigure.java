package nbe.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import nbe.simulator.DeviceAddress;
import nbe.simulator.SimulatedDongle;

/** How long a tap takes from the dongle's port to the agent: the whole of the daemon, the kernel's pty and loopback. */
final class TapFigure {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Duration SETTLE = Duration.ofSeconds(10);
    /** Between two taps are two advertisements of 100 to 110 ms. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** An intent is late for good after 2 s: contract section 5. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private static final long SEED = 9;
    private static final DeviceAddress BAND = DeviceAddress.parse("C2:FA:D7:F0:D7:96");

    private TapFigure() {}

    static void measure(Path launcher, List<Integer> foreignRates, int taps, Report report)
            throws BenchmarkFailure, IOException, InterruptedException {
        List<Spread> spreads = new ArrayList<>();
        for (int rate : foreignRates) {
            report.progress("%d taps while %d foreign advertisements/s arrive", taps, rate);
            spreads.add(latencies(launcher, rate, taps));
        }
        report.title("Tap: deciding advertisement written to the pseudo-terminal until the intent is at the agent");
        report.spreadHead();
        for (int i = 0; i < spreads.size(); i++) {
            int rate = foreignRates.get(i);
            report.spread(rate == 0 ? "nothing else on the air" : rate + " foreign adverts/s", spreads.get(i), "ms");
        }
        report.line("  tap_detector = \"mean\", rssi_window_tap = 1: the deciding advertisement is known");
    }

    private static Spread latencies(Path launcher, int foreignRate, int taps)
            throws BenchmarkFailure, IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        try (Site site = Site.open(launcher)) {
            site.populate(Street.foreign(foreignRate, new SplittableRandom(SEED)));
            try (DaemonProcess daemon = site.startDaemon().daemon()) {
                daemon.runOn(SETTLE);
                TappingBand band = new TappingBand(BAND, taps, SimulatedDongle::now);
                site.populate(List.of(band));
                for (int i = 0; i < taps; i++) {
                    OptionalLong written = Site.take(band.near(), LONGEST_PAUSE);
                    site.check();
                    if (written.isEmpty()) {
                        throw daemon.failure("the dongle sent no tap " + (i + 1));
                    }
                    try {
                        AgentWitness.Arrival intent = site.agent().next("intent", LONGEST_WAIT.toNanos());
                        millis.add((intent.atNanos() - written.getAsLong()) / NANOS_PER_MILLI);
                    } catch (BenchmarkFailure e) {
                        throw daemon.failure("of tap " + (i + 1) + " " + e.getMessage());
                    }
                }
                daemon.terminate();
                if (site.agent().waiting("intent") > 0) {
                    throw daemon.failure("it sent more intents than there were taps");
                }
            }
        }
        return Spread.of(millis);
    }
}
