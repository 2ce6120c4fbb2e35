package nbe.tuning;

import java.util.Optional;

/**
 * What the proximity detector makes of work and walk with one level as both cutoffs.
 *
 * @param dbm the level
 * @param nearAtWork whether the band was near through the whole time of work
 * @param farAfterSeconds how long after the walk began the band was far and stayed it; empty: it did not become far
 */
public record CutoffRow(int dbm, boolean nearAtWork, Optional<Double> farAfterSeconds) {
    /** Whether it tells work and absence apart. */
    boolean isGood() {
        return nearAtWork && farAfterSeconds.isPresent();
    }
}
