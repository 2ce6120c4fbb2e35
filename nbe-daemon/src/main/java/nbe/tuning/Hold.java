package nbe.tuning;

/**
 * A time in which a band was clearly nearer to the dongle than before and after.
 *
 * @param fromNanos first sample of it
 * @param toNanos last sample of it
 * @param levelDbm mean of its samples
 */
public record Hold(long fromNanos, long toNanos, double levelDbm) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** How long it lasted. */
    public double seconds() {
        return (toNanos - fromNanos) / NANOS_PER_SECOND;
    }
}
