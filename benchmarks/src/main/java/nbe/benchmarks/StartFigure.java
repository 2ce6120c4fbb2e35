package nbe.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nbe.testing.MeasuredProgram;
import nbe.testing.Report;
import nbe.testing.RigFailure;
import nbe.testing.Spread;

/** How long the daemon takes from nothing to scanning and to ble_ready, and from SIGTERM to nothing. */
final class StartFigure {
    private static final double NANOS_PER_MILLI = 1e6;
    /** How long it scans before SIGTERM. */
    private static final Duration LIFE = Duration.ofSeconds(1);

    private StartFigure() {}

    static void measure(Path launcher, int starts, Report report) throws RigFailure, IOException, InterruptedException {
        List<Double> discover = new ArrayList<>();
        List<Double> ready = new ArrayList<>();
        List<Double> stop = new ArrayList<>();
        try (Site site = Site.open(launcher)) {
            for (int i = 1; i <= starts; i++) {
                Site.Started started = site.startDaemon();
                try (MeasuredProgram daemon = started.daemon()) {
                    discover.add(started.discoverNanos() / NANOS_PER_MILLI);
                    ready.add(started.readyNanos() / NANOS_PER_MILLI);
                    daemon.runOn(LIFE);
                    stop.add(daemon.terminate() / NANOS_PER_MILLI);
                    if (site.scanning()) {
                        throw daemon.failure("the dongle still scans after it has ended");
                    }
                }
                report.progress("start %d of %d: ble_ready after %.0f ms", i, starts, ready.get(i - 1));
                site.check();
            }
        }
        report.title("Start and stop (./nbe run, already built; dongle attached, air empty)");
        report.spreadHead();
        report.spread("process start to gap_discover at the dongle", Spread.of(discover), "ms");
        report.spread("process start to ble_ready at the agent", Spread.of(ready), "ms");
        report.spread("SIGTERM to the end, scanning switched off", Spread.of(stop), "ms");
    }
}
