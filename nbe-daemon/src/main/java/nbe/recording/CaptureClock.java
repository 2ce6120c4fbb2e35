package nbe.recording;

/**
 * A time that never goes back, made of a capture's time of day, from its first packet on. Packets that come a little out of order get the
 * time of the latest before them; where somebody set the clock back the time goes on from there. For one thread.
 */
final class CaptureClock {
    /** Interfaces of one capture differ by less; a clock that is set back differs by more. */
    private static final long DISORDER_NANOS = 1_000_000_000;

    /** A century, beyond which a step is nobody's. */
    private static final long LONGEST_NANOS = 3_155_760_000L * 1_000_000_000;

    private long lastUnixNanos;
    private boolean started;
    private long nanos;
    private int setBack;

    /** The time of a packet, in nanoseconds since the first. */
    long at(long unixNanos) {
        long now = Math.max(0, unixNanos);
        if (!started) {
            started = true;
            lastUnixNanos = now;
        }
        long step = now - lastUnixNanos;
        if (step >= 0) {
            nanos = Math.min(LONGEST_NANOS, nanos + Math.min(LONGEST_NANOS, step));
            lastUnixNanos = now;
        } else if (step < -DISORDER_NANOS) {
            setBack++;
            lastUnixNanos = now;
        }
        return nanos;
    }

    /** How often the clock was set back by more than a second. */
    int setBack() {
        return setBack;
    }
}
