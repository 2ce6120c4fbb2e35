package nbe.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import nbe.testing.MeasuredProgram;
import nbe.testing.Report;
import nbe.testing.RigFailure;
import nbe.testing.Spread;

/**
 * What clients of the control socket cost: how long a tap takes inside the daemon while nobody asks and while as many clients ask as are
 * served, in turns on one daemon; and the daemon's memory while they do.
 */
final class ControlFigure {
    /** At the 99th percentile, with clients over without. */
    private static final double GOAL = 1.2;

    private static final int ADVERTS_PER_SECOND = 2000;
    /** Of one kind before the other has its turn, so that both meet the same moods of the machine. */
    private static final int TAPS_A_TURN = 50;
    /** The compiler has done most of its work after so many. */
    private static final int WARM_UP_TAPS = 200;

    private static final Duration SETTLE = Duration.ofSeconds(15);
    private static final Duration CLIENTS_SETTLE = Duration.ofSeconds(2);
    private static final int MEMORY_READINGS = 6;
    private static final long SEED = 11;

    private final Site site;
    private final MeasuredProgram daemon;
    private final Report report;

    private ControlFigure(Site site, MeasuredProgram daemon, Report report) {
        this.site = site;
        this.daemon = daemon;
        this.report = report;
    }

    /**
     * Measures and prints.
     *
     * @param taps of each kind
     * @param hold how long the clients stay for the figure of memory
     */
    static void measure(Path launcher, int taps, Duration hold, Report report)
            throws RigFailure, IOException, InterruptedException {
        try (Site site = Site.open(launcher, Site.TAP_AT_ONCE, Site.SOCKET)) {
            site.populate(Street.foreign(ADVERTS_PER_SECOND, new SplittableRandom(SEED)));
            try (MeasuredProgram daemon = site.startDaemon().daemon()) {
                ControlFigure figure = new ControlFigure(site, daemon, report);
                daemon.runOn(SETTLE);
                new TapLatencies().measure(site, daemon, TAPS_A_TURN);
                double untouched = daemon.memoryMib("VmRSS");
                figure.withClients(new TapLatencies(), TAPS_A_TURN); // loads what only clients use
                new TapLatencies().measure(site, daemon, WARM_UP_TAPS);
                figure.latencies(taps);
                figure.memory(untouched, hold);
                daemon.terminate();
            }
        }
    }

    private void latencies(int taps) throws RigFailure, IOException, InterruptedException {
        TapLatencies alone = new TapLatencies();
        TapLatencies asked = new TapLatencies();
        int turns = Math.max(1, taps / TAPS_A_TURN);
        for (int turn = 0; turn < turns; turn++) {
            report.progress(
                    "turn %d of %d: %d taps without clients and %d with", turn + 1, turns, TAPS_A_TURN, TAPS_A_TURN);
            if (turn % 2 == 0) {
                alone.measure(site, daemon, TAPS_A_TURN);
                withClients(asked, TAPS_A_TURN);
            } else {
                withClients(asked, TAPS_A_TURN);
                alone.measure(site, daemon, TAPS_A_TURN);
            }
        }
        report.title(String.format(
                "Tap at %d advertisements a second, without clients of the control socket and with %s, in turns of %d taps",
                ADVERTS_PER_SECOND, ControlClients.WORDS, TAPS_A_TURN));
        report.spreadHead();
        String missing = KernelTrace.missing();
        if (missing.isEmpty()) {
            double ratio = ratio("the daemon alone", alone.inside(), asked.inside());
            report.line("  %s: at most %.1f times at the 99th percentile", ratio <= GOAL ? "met" : "NOT MET", GOAL);
        } else {
            report.line("  the daemon alone: not measured: %s", missing);
        }
        ratio("from outside", alone.outside(), asked.outside());
        report.line("  from outside this process counts as well, which reads packets and scans");
    }

    private void withClients(TapLatencies into, int taps) throws RigFailure, IOException, InterruptedException {
        try (ControlClients clients = ControlClients.open(site.socket())) {
            daemon.runOn(CLIENTS_SETTLE);
            into.measure(site, daemon, taps);
            clients.check();
        }
        daemon.runOn(CLIENTS_SETTLE); // the daemon notices that they have left
    }

    /** Prints both, and returns the 99th percentile with clients over that without. */
    private double ratio(String what, List<Double> alone, List<Double> asked) {
        Spread without = Spread.of(alone);
        Spread with = Spread.of(asked);
        report.spread(what + ", no clients", without, "ms");
        report.spread(what + ", with clients", with, "ms");
        double ratio = with.percentile(99) / without.percentile(99);
        report.line(
                "  with clients %.2f times at the 99th percentile, %.2f times at the median",
                ratio, with.median() / without.median());
        return ratio;
    }

    /** @param untouched VmRSS before the first client */
    private void memory(double untouched, Duration hold) throws RigFailure, IOException, InterruptedException {
        report.progress("the clients stay for %d s", hold.toSeconds());
        report.title(String.format(
                "Memory while %s stay for %d s at %d advertisements a second",
                ControlClients.WORDS, hold.toSeconds(), ADVERTS_PER_SECOND));
        report.line("  %-20s %10s %10s %15s", "", "VmRSS MiB", "VmHWM MiB", "% of one core");
        report.line("  %-20s %10.1f", "before any client", untouched);
        row("before these", Optional.empty());
        try (ControlClients clients = ControlClients.open(site.socket())) {
            for (int i = 1; i <= MEMORY_READINGS; i++) {
                Duration before = daemon.cpu();
                Duration part = hold.dividedBy(MEMORY_READINGS);
                daemon.runOn(part);
                row(
                        String.format("after %d s", part.multipliedBy(i).toSeconds()),
                        Optional.of(100.0 * daemon.cpu().minus(before).toNanos() / part.toNanos()));
            }
            report.line("  meanwhile %s", clients.check());
        }
        daemon.runOn(CLIENTS_SETTLE);
        row("without them again", Optional.empty());
    }

    private void row(String what, Optional<Double> cpu) throws RigFailure {
        report.line(
                "  %-20s %10.1f %10.1f %15s",
                what,
                daemon.memoryMib("VmRSS"),
                daemon.memoryMib("VmHWM"),
                cpu.map(percent -> String.format(Locale.ROOT, "%.1f", percent)).orElse("-"));
    }
}
