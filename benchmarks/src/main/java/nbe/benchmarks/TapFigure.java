package nbe.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import nbe.testing.MeasuredProgram;
import nbe.testing.Message;
import nbe.testing.Report;
import nbe.testing.RigFailure;
import nbe.testing.Spread;

/** How long a tap takes from the dongle's port to the agent: the whole of the daemon, the kernel's pty and loopback. */
final class TapFigure {
    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final long SEED = 9;

    private TapFigure() {}

    static void measure(Path launcher, List<Integer> foreignRates, int taps, Report report)
            throws RigFailure, IOException, InterruptedException {
        List<TapLatencies> all = new ArrayList<>();
        for (int rate : foreignRates) {
            report.progress("%d taps while %d foreign advertisements/s arrive", taps, rate);
            all.add(latencies(launcher, rate, taps));
        }
        report.title("Tap, the daemon alone: deciding byte arrived until the frame is written, as the kernel noted it");
        String missing = KernelTrace.missing();
        if (missing.isEmpty()) {
            rows(report, foreignRates, all.stream().map(TapLatencies::inside).toList());
        } else {
            report.line("  not measured: %s", missing);
        }
        report.title(
                "Tap, from outside: deciding advertisement about to be written to the pseudo-terminal until the intent"
                        + " is at the agent");
        rows(report, foreignRates, all.stream().map(TapLatencies::outside).toList());
        report.line("  tap_detector = \"mean\", rssi_window_tap = 1: the deciding advertisement is known");
    }

    private static void rows(Report report, List<Integer> foreignRates, List<List<Double>> millis) {
        report.spreadHead();
        for (int i = 0; i < millis.size(); i++) {
            int rate = foreignRates.get(i);
            String what = rate == 0 ? "nothing else on the air" : rate + " foreign adverts/s";
            report.spread(what, Spread.of(millis.get(i)), "ms");
        }
    }

    private static TapLatencies latencies(Path launcher, int foreignRate, int taps)
            throws RigFailure, IOException, InterruptedException {
        try (Site site = Site.open(launcher)) {
            site.populate(Street.foreign(foreignRate, new SplittableRandom(SEED)));
            try (MeasuredProgram daemon = site.startDaemon().daemon()) {
                daemon.runOn(SETTLE);
                TapLatencies taken = new TapLatencies();
                taken.measure(site, daemon, taps);
                daemon.terminate();
                if (!site.agent().messages(Message::isIntent).isEmpty()) {
                    throw daemon.failure("it sent more intents than there were taps");
                }
                return taken;
            }
        }
    }
}
