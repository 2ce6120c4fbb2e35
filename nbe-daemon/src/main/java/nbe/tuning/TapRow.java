package nbe.tuning;

import java.util.List;

/**
 * What the detector makes of the recording with one threshold.
 *
 * @param dbm the threshold
 * @param caught holds with an intent, those whose hand was still on its way included
 * @param others everything else that it fired on
 */
public record TapRow(int dbm, int caught, List<Other> others) {
    /** Copies what it is given. */
    public TapRow {
        others = List.copyOf(others);
    }

    /**
     * Intents that nobody meant.
     *
     * @param what of whom and when, for people
     */
    public record Other(String what, int count) {
        @Override
        public String toString() {
            return what + (count == 1 ? "" : ": " + count + " times");
        }
    }

    /** Whether it caught all holds, and fired on nothing else. */
    boolean isClean(int holds) {
        return caught == holds && others.isEmpty();
    }

    /** Whether two thresholds come to the same. */
    boolean isLike(TapRow other) {
        return caught == other.caught && others.equals(other.others);
    }
}
