package nbe.agent.link;

/**
 * The delay before the next attempt: 0.5 s, doubling to 30 s, each spread by ±20 % so that the endpoints of a site do not all reconnect in
 * the same instant when their agent restarts.
 */
final class Backoff {
    static final long FIRST_NANOS = 500_000_000L;
    static final long LONGEST_NANOS = 30_000_000_000L;
    static final double SPREAD = 0.2;

    /** A connection that lasted this long was a good one: after it the delay begins at {@link #FIRST_NANOS} again. */
    static final long LASTING_NANOS = 10_000_000_000L;

    private Backoff() {}

    /**
     * @param retries how many retries there were since the last lasting connection, 0 or more
     * @param chance a random number, 0 up to 1
     */
    static long delayNanos(int retries, double chance) {
        // 0.5 s doubled six times is beyond 30 s; the cap keeps the shift inside a long whatever the count
        long plain = Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(retries, 6));
        return Math.round(plain * (1 - SPREAD + 2 * SPREAD * chance));
    }
}
