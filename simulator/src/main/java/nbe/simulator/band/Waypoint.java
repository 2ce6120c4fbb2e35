package nbe.simulator.band;

/**
 * A place that a band is at, at a time.
 *
 * @param atNanos when, by the clock that drives the air
 * @param metres distance from the dongle
 */
public record Waypoint(long atNanos, double metres) {
    /** @throws IllegalArgumentException if the distance is not 0 to 1000 m */
    public Waypoint {
        if (!(metres >= 0 && metres <= 1000)) {
            throw new IllegalArgumentException("a distance of " + metres + " m; allowed is 0 to 1000");
        }
    }

    /**
     * Distance on the way from this waypoint to the next: starts and ends at rest, as a hand does that reaches for something
     * (minimum-jerk profile, Flash and Hogan 1985).
     */
    double towards(Waypoint other, long nowNanos) {
        if (nowNanos <= atNanos) {
            return metres;
        }
        if (nowNanos >= other.atNanos) {
            return other.metres;
        }
        double t = (double) (nowNanos - atNanos) / (other.atNanos - atNanos);
        double done = t * t * t * (10 - 15 * t + 6 * t * t);
        return metres + (other.metres - metres) * done;
    }
}
