package nbe.benchmarks.proximity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import nbe.simulator.air.NamedAir;
import nbe.tap.TapSettings;
import nbe.testing.Report;
import nbe.testing.Spread;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code benchmarks/proximity}: measures near and far on traces. */
@Command(
        name = "proximity",
        mixinStandardHelpOptions = true,
        description = {
            "Plays traces through the daemon's tracker and prints how often a band at rest changes between near and far, and"
                    + " how long a band that walks off takes to be far. A trace is a CSV file: a heading, then t_seconds,rssi_dbm.",
            "",
            "Where a band rests decides: between the cutoffs nothing changes, at one of them most. So each trace at rest is also"
                    + " played with the cutoffs moved so that its median stands at each level from 8 dB below far to 8 dB above"
                    + " close."
        },
        footer = {
            "",
            "Examples:",
            "  benchmarks/proximity                            the simulator's walks alone",
            "  benchmarks/proximity --rest DIR --walks DIR     and recorded traces",
            "  benchmarks/proximity --rest DIR --close -60 --far -64"
        })
public final class ProximityFigure implements Callable<Integer> {
    private static final int AROUND_DB = 8;
    private static final int WALKS = 200;
    private static final List<Integer> INTERVALS_MILLIS = List.of(100, 250, 500, 1000);

    @Option(names = "--rest", paramLabel = "DIR", description = "Traces of bands at rest, in this folder and below.")
    private Path rest;

    @Option(names = "--walks", paramLabel = "DIR", description = "Traces of bands that come and walk off.")
    private Path walks;

    @Option(names = "--close", paramLabel = "DBM", description = "rssi_cutoff_close (default: the shipped one).")
    private int close = TapSettings.DEFAULTS.cutoffCloseDbm();

    @Option(names = "--far", paramLabel = "DBM", description = "rssi_cutoff_far (default: the shipped one).")
    private int far = TapSettings.DEFAULTS.cutoffFarDbm();

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Of the simulator's walks (default: 1).")
    private long seed = 1;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    private final Report report = new Report("proximity");

    /** Runs the command and ends the process. */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new ProximityFigure()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Cutoffs cutoffs = new Cutoffs(close, far);
        if (!cutoffs.areAllowed() || far > close) {
            throw new ParameterException(
                    spec.commandLine(), "cutoffs are " + TapSettings.THRESHOLD_DBM + ", --far not above --close");
        }
        report.line("Cutoffs: close %d, far %d dBm", close, far);
        if (rest != null) {
            flicker(RssiTrace.below(rest), cutoffs);
        }
        report.title("Seconds from the level staying at or below far until far is told");
        report.spreadHead();
        for (int interval : INTERVALS_MILLIS) {
            List<Double> delays = new ArrayList<>();
            for (RssiTrace walk : SimulatedWalks.of(NamedAir.VENDOR, interval, WALKS, seed)) {
                delays.addAll(WalkOffs.delays(walk, cutoffs));
            }
            spread("simulated walks, every " + interval + " ms", delays);
        }
        if (walks != null) {
            recordedWalks(RssiTrace.below(walks), cutoffs);
        }
        return 0;
    }

    private void flicker(List<RssiTrace> traces, Cutoffs cutoffs) {
        double hours = traces.stream().mapToDouble(RssiTrace::hours).sum();
        report.title(String.format(
                Locale.ROOT, "Changes an hour of bands at rest: %d traces, %.1f h", traces.size(), hours));
        int plain = traces.stream().mapToInt(cutoffs::changes).sum();
        report.line("  %-46s %6.2f", "levels as recorded", plain / hours);
        double worst = 0;
        double all = 0;
        int places = 0;
        for (int place = far - AROUND_DB; place <= close + AROUND_DB; place++) {
            double anHour = changesWithMedianAt(place, traces, cutoffs);
            report.line("  %-46s %6.2f", String.format(Locale.ROOT, "median of each trace at %d dBm", place), anHour);
            worst = Math.max(worst, anHour);
            all += anHour;
            places++;
        }
        report.line("  %-46s %6.2f", "the mean of these", all / places);
        report.line("  %-46s %6.2f", "the worst of these", worst);
    }

    private static double changesWithMedianAt(int place, List<RssiTrace> traces, Cutoffs cutoffs) {
        int changes = 0;
        double hours = 0;
        for (RssiTrace trace : traces) {
            Cutoffs moved = cutoffs.shifted(trace.medianDbm() - place);
            if (moved.areAllowed()) {
                changes += moved.changes(trace);
                hours += trace.hours();
            }
        }
        return hours == 0 ? 0 : changes / hours;
    }

    /** Recorded walks end where they end: the cutoffs are moved through all levels, so that each walk crosses some. */
    private void recordedWalks(List<RssiTrace> traces, Cutoffs cutoffs) {
        List<Double> delays = new ArrayList<>();
        for (int byDb = 0; cutoffs.shifted(byDb).areAllowed(); byDb++) {
            for (RssiTrace trace : traces) {
                delays.addAll(WalkOffs.delays(trace, cutoffs.shifted(byDb)));
            }
        }
        spread("recorded walks, cutoffs moved through all levels", delays);
    }

    private void spread(String what, List<Double> delays) {
        if (delays.isEmpty()) {
            report.line("  %-46s %5d", what, 0);
        } else {
            report.spread(what, Spread.of(delays), "s");
        }
    }
}
