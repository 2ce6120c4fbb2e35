package nbe.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nbe.testing.MeasuredProgram;
import nbe.testing.Report;
import nbe.testing.RigFailure;
import nbe.testing.Spread;

/**
 * Memory and CPU of a daemon with a dongle in empty air: with the control socket, without it, and of another build. Of each one process
 * at the same time, in several rounds, since two starts of one program differ by more than what is looked for.
 */
final class IdleFigure {
    /** With the socket over without, medians. */
    private static final double MEMORY_GOAL_MIB = 1;

    private static final double CPU_GOAL_PERCENT = 0.05;
    /** By then the rehearsal is over, and the C library has given back what it took for the start. */
    private static final Duration SETTLE = Duration.ofSeconds(30);

    private static final String WITH = "with the control socket";
    private static final String WITHOUT = "without it";
    private static final String OTHER = "the other build";

    private record Kind(Path launcher, List<String> sections) {}

    private record Figures(List<Double> memoryMib, List<Double> cpuPercent) {
        Figures() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    private IdleFigure() {}

    /** @param other launcher of another build, which is measured beside this one */
    static IdleFigure of(Path launcher, Optional<Path> other) {
        IdleFigure figure = new IdleFigure();
        figure.kinds.put(WITHOUT, new Kind(launcher, Site.NO_SOCKET));
        figure.kinds.put(WITH, new Kind(launcher, Site.SOCKET));
        other.ifPresent(path -> figure.kinds.put(OTHER, new Kind(path, List.of())));
        return figure;
    }

    /** Measures and prints. */
    void measure(int rounds, Duration window, Report report) throws RigFailure, IOException, InterruptedException {
        Map<String, Figures> all = new LinkedHashMap<>();
        kinds.keySet().forEach(name -> all.put(name, new Figures()));
        for (int round = 1; round <= rounds; round++) {
            report.progress("round %d of %d", round, rounds);
            round(window, all);
        }
        report.title("Idle (dongle attached, air empty, agent connected): memory after "
                + SETTLE.plus(window).toSeconds() + " s, and CPU over the last " + window.toSeconds() + " s");
        report.spreadHead();
        all.forEach((name, figures) -> report.spread("VmRSS, " + name, Spread.of(figures.memoryMib()), "MiB"));
        all.forEach((name, figures) -> report.spread("CPU, " + name, Spread.of(figures.cpuPercent()), "% of one core"));
        compare(all, WITHOUT, report);
        if (all.containsKey(OTHER)) {
            compare(all, OTHER, report);
        }
    }

    private static void compare(Map<String, Figures> all, String than, Report report) {
        double memory = median(all.get(WITH).memoryMib()) - median(all.get(than).memoryMib());
        double cpu = median(all.get(WITH).cpuPercent()) - median(all.get(than).cpuPercent());
        report.line(
                "  %s: with the socket %.2f MiB (goal: at most %.0f) and %.3f %% of a core (goal: at most %.2f) more than %s",
                memory <= MEMORY_GOAL_MIB && cpu <= CPU_GOAL_PERCENT ? "met" : "NOT MET",
                memory,
                MEMORY_GOAL_MIB,
                cpu,
                CPU_GOAL_PERCENT,
                than);
    }

    private static double median(List<Double> values) {
        return Spread.of(values).median();
    }

    private void round(Duration window, Map<String, Figures> all) throws RigFailure, IOException, InterruptedException {
        List<Site> sites = new ArrayList<>();
        Map<String, MeasuredProgram> daemons = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Kind> kind : kinds.entrySet()) {
                Site site = Site.open(
                        kind.getValue().launcher(), List.of(), kind.getValue().sections());
                sites.add(site);
                daemons.put(kind.getKey(), site.startDaemon().daemon());
            }
            MeasuredProgram last = daemons.get(WITH);
            last.runOn(SETTLE);
            Map<String, Duration> before = new LinkedHashMap<>();
            for (Map.Entry<String, MeasuredProgram> daemon : daemons.entrySet()) {
                before.put(daemon.getKey(), daemon.getValue().cpu());
            }
            last.runOn(window);
            for (Map.Entry<String, MeasuredProgram> daemon : daemons.entrySet()) {
                Duration used = daemon.getValue().cpu().minus(before.get(daemon.getKey()));
                Figures figures = all.get(daemon.getKey());
                figures.cpuPercent().add(100.0 * used.toNanos() / window.toNanos());
                figures.memoryMib().add(daemon.getValue().memoryMib("VmRSS"));
                daemon.getValue().terminate();
            }
        } finally {
            daemons.values().forEach(MeasuredProgram::close);
            sites.forEach(Site::close);
        }
    }
}
