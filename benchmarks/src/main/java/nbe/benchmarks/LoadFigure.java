package nbe.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import nbe.testing.MeasuredProgram;
import nbe.testing.Report;
import nbe.testing.RigFailure;

/** CPU time and memory of a daemon that hears so many advertisements a second; a fresh one for each rate. */
final class LoadFigure {
    /** By then the JVM has loaded its classes and compiled what is hot. */
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private static final String HEAD = "  %10s %10s %15s %16s %9s %9s %9s";
    private static final long SEED = 5;

    private LoadFigure() {}

    static void measure(Path launcher, List<Integer> rates, Duration window, Report report)
            throws RigFailure, IOException, InterruptedException {
        StringBuilder rows = new StringBuilder();
        for (int rate : rates) {
            report.progress(
                    "%d advertisements/s for %d s", rate, SETTLE.plus(window).toSeconds());
            rows.append(row(launcher, rate, window));
        }
        report.title("Load (" + Street.BAND_PERCENT + " % of the advertisements are those of " + Street.BANDS
                + " bands, the others of " + Street.FOREIGN + " foreign devices)");
        report.line(HEAD, "asked", "heard", "CPU", "CPU per advert", "VmRSS", "VmHWM", "lost at");
        report.line(HEAD, "adverts/s", "adverts/s", "% of one core", "us", "MiB", "MiB", "the pty");
        report.line("%s", rows.toString().stripTrailing());
        report.line(
                "  CPU: user and system time over %d s, after %d s to settle; memory at the end of these %d s",
                window.toSeconds(), SETTLE.toSeconds(), SETTLE.plus(window).toSeconds());
    }

    private static String row(Path launcher, int rate, Duration window)
            throws RigFailure, IOException, InterruptedException {
        try (Site site = Site.open(launcher)) {
            site.populate(Street.of(rate, new SplittableRandom(SEED)));
            try (MeasuredProgram daemon = site.startDaemon().daemon()) {
                Site.Load load = site.load(daemon, SETTLE, window);
                double rss = daemon.memoryMib("VmRSS");
                double peak = daemon.memoryMib("VmHWM");
                daemon.terminate();
                return String.format(
                        Locale.ROOT,
                        "  %10d %10.0f %15.2f %16s %9.1f %9.1f %9d%n",
                        rate,
                        load.heardPerSecond(),
                        load.cpuPercent(),
                        load.heard() == 0
                                ? "-"
                                : String.format(Locale.ROOT, "%.0f", 1e6 * load.cpuSeconds() / load.heard()),
                        rss,
                        peak,
                        site.droppedAdverts());
            }
        }
    }
}
