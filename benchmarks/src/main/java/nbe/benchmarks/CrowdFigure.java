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

/** Memory and CPU of a daemon that knows as many bands at once as it keeps, beside one that knows none. */
final class CrowdFigure {
    /** The size of the daemon's table. */
    private static final int BANDS = 10_000;

    private static final int ADVERTS_PER_SECOND = 5_000;
    /** By then the dongle has heard every band several times. */
    private static final Duration SETTLE = Duration.ofSeconds(15);

    private static final String DROPPED = "sightings dropped (the core was too slow)";
    private static final String HEAD = "  %8s %10s %10s %15s %13s %9s %10s %10s";
    private static final double BYTES_PER_MIB = 1024 * 1024;
    private static final long SEED = 7;

    private CrowdFigure() {}

    private record Row(String text, long heapBytes) {}

    static void measure(Path launcher, Duration window, Report report)
            throws RigFailure, IOException, InterruptedException {
        report.progress(
                "nobody, then %d bands, for %d s each",
                BANDS, SETTLE.plus(window).toSeconds());
        Row nobody = row(launcher, 0, window);
        Row crowd = row(launcher, BANDS, window);
        report.title("Crowd (" + BANDS + " bands and nobody else, " + ADVERTS_PER_SECOND
                + " advertisements a second of all of them; tap settings as by default)");
        report.line(HEAD, "bands", "bands told", "heard", "CPU", "heap after GC", "VmRSS", "dropped at", "dropped at");
        report.line(HEAD, "on air", "the agent", "adverts/s", "% of one core", "MiB", "MiB", "the inbox", "the pty");
        report.line("%s", nobody.text());
        report.line("%s", crowd.text());
        report.line("  a band costs %d bytes of heap", (crowd.heapBytes() - nobody.heapBytes()) / BANDS);
    }

    private static Row row(Path launcher, int bands, Duration window)
            throws RigFailure, IOException, InterruptedException {
        try (Site site = Site.open(launcher, List.of())) {
            site.populate(Street.crowd(bands, ADVERTS_PER_SECOND, new SplittableRandom(SEED)));
            try (MeasuredProgram daemon = site.startDaemon().daemon()) {
                Site.Load load = site.load(daemon, SETTLE, window);
                double rss = daemon.memoryMib("VmRSS");
                long heap = daemon.liveHeapBytes();
                long told = site.agent().subjects();
                daemon.terminate();
                String text = String.format(
                        Locale.ROOT,
                        "  %8d %10d %10.0f %15.2f %13.1f %9.1f %10d %10d",
                        bands,
                        told,
                        load.heardPerSecond(),
                        load.cpuPercent(),
                        heap / BYTES_PER_MIB,
                        rss,
                        daemon.logged(DROPPED),
                        site.droppedAdverts());
                return new Row(text, heap);
            }
        }
    }
}
