package nbe.benchmarks.proximity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nbe.tap.Proximity;

/**
 * How long it takes until a band that walks off is far: from the moment from which its level (the median over two seconds) stays at or
 * below {@code rssi_cutoff_far} for ten seconds or more. Only bands that were near count.
 */
final class WalkOffs {
    private static final double STAYS_SECONDS = 10;

    private WalkOffs() {}

    /**
     * The delays in one trace, s; 0 where it was far before.
     *
     * @return for a band that is near as long as it is away: infinite
     */
    static List<Double> delays(RssiTrace trace, Cutoffs cutoffs) {
        double[] levels = trace.smoothedDbm();
        List<Cutoffs.Change> told = cutoffs.told(trace);
        List<Double> delays = new ArrayList<>();
        int i = 0;
        while (i < levels.length) {
            int begin = i;
            boolean below = levels[i] <= cutoffs.farDbm();
            while (i < levels.length && (levels[i] <= cutoffs.farDbm()) == below) {
                i++;
            }
            double from = trace.seconds()[begin];
            double until = i < levels.length ? trace.seconds()[i] : trace.seconds()[levels.length - 1];
            if (below && begin > 0 && until - from >= STAYS_SECONDS) {
                delay(told, from, until).ifPresent(delays::add);
            }
        }
        return delays;
    }

    /** Empty: it was far for long when it walked off. */
    private static Optional<Double> delay(List<Cutoffs.Change> told, double from, double until) {
        Optional<Cutoffs.Change> before =
                told.stream().filter(change -> change.seconds() < from).reduce((first, second) -> second);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        if (before.get().proximity() == Proximity.FAR) {
            return from - before.get().seconds() <= STAYS_SECONDS && told.size() > 1
                    ? Optional.of(0.0)
                    : Optional.empty();
        }
        return Optional.of(told.stream()
                .filter(change -> change.seconds() >= from && change.seconds() <= until)
                .map(change -> change.seconds() - from)
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY));
    }
}
