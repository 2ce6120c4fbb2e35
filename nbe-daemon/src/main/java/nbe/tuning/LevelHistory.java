package nbe.tuning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import nbe.recording.Recording;
import nbe.tap.BandAddress;
import nbe.tap.BandState;
import nbe.tap.Sighting;

/** The levels of one band while it was authenticated and on the body. Immutable. */
public final class LevelHistory {
    private static final long SLOW_NANOS = 400_000_000L;

    private final List<Sighting> samples;

    private LevelHistory(List<Sighting> samples) {
        this.samples = samples;
    }

    /** Those of one band of a recording. */
    static LevelHistory of(Recording recording, BandAddress band) {
        return new LevelHistory(recording.sightings().stream()
                .filter(sighting -> sighting.band().equals(band))
                .filter(LevelHistory::counts)
                .toList());
    }

    /** Whether a sighting is a level by which a band can tap. */
    public static boolean counts(Sighting sighting) {
        return sighting.rssiKnown() && sighting.state() == BandState.WEAK;
    }

    List<Sighting> samples() {
        return samples;
    }

    /** Those within some time. */
    LevelHistory within(Span span) {
        return new LevelHistory(samples.stream()
                .filter(sample -> span.contains(sample.atNanos()))
                .toList());
    }

    /** Whether half of the samples are 0.4 s or more apart: a hold of half a second may have a single one. */
    boolean isSlow() {
        long[] gaps = IntStream.range(1, samples.size())
                .mapToLong(i -> samples.get(i).atNanos() - samples.get(i - 1).atNanos())
                .sorted()
                .toArray();
        return gaps.length > 0 && gaps[gaps.length / 2] >= SLOW_NANOS;
    }

    /** The later half of the samples. */
    LevelHistory lastHalf() {
        return new LevelHistory(samples.subList(samples.size() / 2, samples.size()));
    }

    boolean isEmpty() {
        return samples.isEmpty();
    }

    IntStream levels() {
        return samples.stream().mapToInt(Sighting::rssiDbm);
    }

    /** The level that half of the samples do not exceed, in dBm. */
    OptionalDouble medianDbm() {
        return median(levels().toArray());
    }

    /** The middle one of some levels; of an even number the lower one of two. */
    public static OptionalDouble median(int... levels) {
        if (levels.length == 0) {
            return OptionalDouble.empty();
        }
        int[] sorted = levels.clone();
        Arrays.sort(sorted);
        return OptionalDouble.of(sorted[(sorted.length - 1) / 2]);
    }

    /**
     * The moment from which on the band stays below a level until its last sample, by the mean of 3 s; {@link Long#MAX_VALUE}: it does not.
     */
    long leavesNanos(double dbm) {
        List<Sighting> tail = new ArrayList<>();
        long nanos = Recording.nanos(3);
        long leaves = Long.MAX_VALUE;
        for (int i = samples.size() - 1; i >= 0; i--) {
            long at = samples.get(i).atNanos();
            tail.add(samples.get(i));
            tail.removeIf(later -> later.atNanos() - at > nanos);
            if (tail.stream().mapToInt(Sighting::rssiDbm).average().orElseThrow() >= dbm) {
                return leaves;
            }
            leaves = at;
        }
        return leaves;
    }
}
