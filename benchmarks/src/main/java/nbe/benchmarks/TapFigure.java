package nbe.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.dongle.SimulatedDongle;
import nbe.testing.MeasuredProgram;
import nbe.testing.Message;
import nbe.testing.Report;
import nbe.testing.RigFailure;
import nbe.testing.Spread;

/** How long a tap takes from the dongle's port to the agent: the whole of the daemon, the kernel's pty and loopback. */
final class TapFigure {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Duration SETTLE = Duration.ofSeconds(10);
    /** Between two taps are two advertisements of 100 to 110 ms. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** The daemon drops an intent after 2 s. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private static final long SEED = 9;
    private static final DeviceAddress BAND = DeviceAddress.parse("C2:FA:D7:F0:D7:96");

    private TapFigure() {}

    static void measure(Path launcher, List<Integer> foreignRates, int taps, Report report)
            throws RigFailure, IOException, InterruptedException {
        List<Latencies> all = new ArrayList<>();
        for (int rate : foreignRates) {
            report.progress("%d taps while %d foreign advertisements/s arrive", taps, rate);
            all.add(latencies(launcher, rate, taps));
        }
        report.title("Tap, the daemon alone: deciding byte arrived until the frame is written, as the kernel noted it");
        String missing = KernelTrace.missing();
        if (missing.isEmpty()) {
            rows(report, foreignRates, all.stream().map(Latencies::inside).toList());
        } else {
            report.line("  not measured: %s", missing);
        }
        report.title(
                "Tap, from outside: deciding advertisement about to be written to the pseudo-terminal until the intent"
                        + " is at the agent");
        rows(report, foreignRates, all.stream().map(Latencies::outside).toList());
        report.line("  tap_detector = \"mean\", rssi_window_tap = 1: the deciding advertisement is known");
    }

    /**
     * Milliseconds of each tap.
     *
     * @param outside with what this process and the kernel add
     * @param inside of the daemon alone; empty if the kernel was not asked
     */
    private record Latencies(List<Double> outside, List<Double> inside) {}

    private static void rows(Report report, List<Integer> foreignRates, List<List<Double>> millis) {
        report.spreadHead();
        for (int i = 0; i < millis.size(); i++) {
            int rate = foreignRates.get(i);
            String what = rate == 0 ? "nothing else on the air" : rate + " foreign adverts/s";
            report.spread(what, Spread.of(millis.get(i)), "ms");
        }
    }

    private static Latencies latencies(Path launcher, int foreignRate, int taps)
            throws RigFailure, IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        List<Long> moments = new ArrayList<>();
        try (Site site = Site.open(launcher)) {
            site.populate(Street.foreign(foreignRate, new SplittableRandom(SEED)));
            try (MeasuredProgram daemon = site.startDaemon().daemon()) {
                daemon.runOn(SETTLE);
                Optional<KernelTrace> trace =
                        KernelTrace.missing().isEmpty() ? Optional.of(KernelTrace.of(daemon.pid())) : Optional.empty();
                TappingBand band = new TappingBand(BAND, taps, SimulatedDongle::now);
                site.populate(List.of(band));
                for (int i = 0; i < taps; i++) {
                    OptionalLong written = Site.take(band.near(), LONGEST_PAUSE);
                    site.check();
                    if (written.isEmpty()) {
                        throw daemon.failure("the dongle sent no tap " + (i + 1));
                    }
                    try {
                        Message intent = site.next("intent", LONGEST_WAIT);
                        moments.add(written.getAsLong());
                        millis.add((intent.atNanos() - written.getAsLong()) / NANOS_PER_MILLI);
                    } catch (RigFailure e) {
                        throw daemon.failure("of tap " + (i + 1) + " " + e.getMessage());
                    }
                }
                List<Double> inside = trace.isPresent() ? trace.get().latencies(moments) : List.of();
                trace.ifPresent(KernelTrace::close);
                daemon.terminate();
                if (!site.agent().messages(Message::isIntent).isEmpty()) {
                    throw daemon.failure("it sent more intents than there were taps");
                }
                return new Latencies(millis, inside);
            }
        }
    }
}
