package nbe.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.dongle.SimulatedDongle;
import nbe.testing.MeasuredProgram;
import nbe.testing.Message;
import nbe.testing.RigFailure;

/** Milliseconds of each tap. One thread. */
final class TapLatencies {
    private static final double NANOS_PER_MILLI = 1e6;
    /** Between two taps are two advertisements of 100 to 110 ms. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** The daemon drops an intent after 2 s. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private static final DeviceAddress BAND = DeviceAddress.parse("C2:FA:D7:F0:D7:96");

    private final List<Double> outside = new ArrayList<>();
    private final List<Double> inside = new ArrayList<>();

    /** With what this process and the kernel add. */
    List<Double> outside() {
        return outside;
    }

    /** Of the daemon alone; empty if the kernel was not asked. */
    List<Double> inside() {
        return inside;
    }

    /** Lets a band tap so many times at a daemon that scans, and adds what each tap took. */
    void measure(Site site, MeasuredProgram daemon, int taps) throws RigFailure, IOException, InterruptedException {
        List<Long> moments = new ArrayList<>();
        Optional<KernelTrace> trace =
                KernelTrace.missing().isEmpty() ? Optional.of(KernelTrace.of(daemon.pid())) : Optional.empty();
        try {
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
                    outside.add((intent.atNanos() - written.getAsLong()) / NANOS_PER_MILLI);
                } catch (RigFailure e) {
                    throw daemon.failure("of tap " + (i + 1) + " " + e.getMessage());
                }
            }
            if (trace.isPresent()) {
                inside.addAll(trace.get().latencies(moments));
            }
        } finally {
            trace.ifPresent(KernelTrace::close);
        }
    }
}
