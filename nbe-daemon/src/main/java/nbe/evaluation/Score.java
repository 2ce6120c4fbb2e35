package nbe.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How a rule did; the words are defined at {@link TapMatcher}.
 *
 * @param taps how many were made
 * @param delaysNanos of each tap that was caught, from the band's arrival to the intent
 * @param quietNanos time outside of all windows
 */
public record Score(int taps, List<Long> delaysNanos, int early, int late, int doubles, int falses, long quietNanos) {
    static final Score NOTHING = new Score(0, List.of(), 0, 0, 0, 0, 0);

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_HOUR = 3600e9;

    /** Sorts the delays. */
    public Score {
        List<Long> sorted = new ArrayList<>(delaysNanos);
        Collections.sort(sorted);
        delaysNanos = List.copyOf(sorted);
    }

    Score plus(Score other) {
        List<Long> delays = new ArrayList<>(delaysNanos);
        delays.addAll(other.delaysNanos);
        return new Score(
                taps + other.taps,
                delays,
                early + other.early,
                late + other.late,
                doubles + other.doubles,
                falses + other.falses,
                quietNanos + other.quietNanos);
    }

    /** Taps with an intent in their window. */
    public int caught() {
        return delaysNanos.size();
    }

    int missed() {
        return taps - caught() - early - late;
    }

    int intents() {
        return caught() + early + late + doubles + falses;
    }

    double quietHours() {
        return quietNanos / NANOS_PER_HOUR;
    }

    /** Empty if there was no quiet. */
    OptionalDouble falsesPerHour() {
        return quietNanos == 0 ? OptionalDouble.empty() : OptionalDouble.of(falses / quietHours());
    }

    /** Seconds that this share of the caught taps took at most (nearest rank); empty if none was caught. */
    OptionalDouble delaySeconds(double share) {
        if (delaysNanos.isEmpty()) {
            return OptionalDouble.empty();
        }
        int rank = Math.max(1, (int) Math.ceil(share * delaysNanos.size()));
        return OptionalDouble.of(delaysNanos.get(rank - 1) / NANOS_PER_SECOND);
    }
}
