package nbe.cli.tune;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import nbe.tap.BandAddress;
import nbe.tuning.Hold;
import nbe.tuning.HoldFinder;
import nbe.tuning.LevelHistory;

/** What a session has heard of one band that can tap. For one thread. */
final class HeardBand {
    private static final long LEVEL_NANOS = 600_000_000L;
    private static final long REST_NANOS = 3_000_000_000L;
    private static final double CLEAR_DB = 7;
    private static final double SLOW_PER_SECOND = 2.5;
    private static final int LEAST_SAMPLES = 5;

    private final BandAddress address;
    private final long sinceNanos;
    private final List<Integer> rest = new ArrayList<>();
    private final ArrayDeque<Sample> window = new ArrayDeque<>();
    private Optional<HoldFinder> finder = Optional.empty();
    private long heardNanos;
    private boolean slow;

    private record Sample(long atNanos, int dbm) {}

    HeardBand(BandAddress address, long sinceNanos) {
        this.address = address;
        this.sinceNanos = sinceNanos;
    }

    BandAddress address() {
        return address;
    }

    /** A sample. While the holds are looked for, a band that was not there before them rests for its first 3 s. */
    void take(long atNanos, int dbm, boolean rests) {
        heardNanos = Math.max(heardNanos, atNanos);
        window.add(new Sample(atNanos, dbm));
        while (atNanos - window.peekFirst().atNanos() > LEVEL_NANOS) {
            window.remove();
        }
        if (finder.isPresent()) {
            finder.get().sample(atNanos, dbm);
        } else {
            rest.add(dbm);
            if (!rests && atNanos - sinceNanos > REST_NANOS) {
                lookForHolds();
            }
        }
    }

    /** Whether its level at rest is known. */
    boolean hasRested(long nowNanos, long nanos) {
        return rest.size() >= LEAST_SAMPLES && nowNanos - sinceNanos >= nanos;
    }

    /** From now on holds are found; those before are forgotten. */
    void lookForHolds() {
        if (rest.size() >= LEAST_SAMPLES) {
            if (finder.isEmpty()) {
                slow = rest.size() < SLOW_PER_SECOND * (heardNanos - sinceNanos) / 1e9;
            }
            finder = Optional.of(new HoldFinder(restDbm().orElseThrow(), CLEAR_DB, slow));
        }
    }

    long sinceNanos() {
        return sinceNanos;
    }

    OptionalDouble restDbm() {
        return LevelHistory.median(rest.stream().mapToInt(Integer::intValue).toArray());
    }

    List<Hold> holds() {
        return finder.map(HoldFinder::holds).orElse(List.of());
    }

    Optional<Hold> current() {
        return finder.flatMap(HoldFinder::current);
    }

    /** The level of the strongest hold, the one that goes on included; without one far below all levels. */
    double strongestDbm() {
        return Stream.concat(holds().stream(), current().stream())
                .mapToDouble(Hold::levelDbm)
                .max()
                .orElse(Integer.MIN_VALUE);
    }

    /** The mean of the last 0.6 s that were heard, in dBm; empty: silent for 3 s. */
    OptionalDouble levelDbm(long nowNanos) {
        return silentSeconds(nowNanos) > 3
                ? OptionalDouble.empty()
                : window.stream().mapToInt(Sample::dbm).average();
    }

    double silentSeconds(long nowNanos) {
        return (nowNanos - heardNanos) / 1e9;
    }
}
