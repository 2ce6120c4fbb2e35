package nbe.simulator.band;

/**
 * The distance of a band at a time.
 *
 * @param atNanos time, by the clock that drives the air
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
     * Distance between this waypoint and the next, on the minimum-jerk profile of a reaching hand (Flash and Hogan 1985).
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
