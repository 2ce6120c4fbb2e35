package nbe.base;

import java.util.Optional;

/**
 * Notices time in which a loop did not run: the machine slept (the wall clock ran on while monotonic time stood still, as on Linux), the
 * wall clock was set, or the process stood still (SIGSTOP, a stuck host: monotonic time ran on). Pure; belongs to the loop's thread.
 */
public final class StandstillWatch {
    /** More than any clock that is slewed gains or loses between two calls, which are a second apart at most. */
    private static final long CLOCK_STEP_MILLIS = 5_000;

    /** A busy machine may be this late. */
    private static final long LATE_MILLIS = 1_000;

    /**
     * What happened.
     *
     * @param clockStepMillis how much further the wall clock went than monotonic time; negative if it was set back
     * @param lateMillis how late the loop is, in monotonic time
     */
    public record Gap(long clockStepMillis, long lateMillis) {
        /** Whether the machine slept or its clock was set: connections may be dead. Else only the process stood still. */
        public boolean slept() {
            return Math.abs(clockStepMillis) > CLOCK_STEP_MILLIS;
        }

        /** Whether time passed in which the loop did not run; false if the wall clock was only set back. */
        public boolean missedTime() {
            return clockStepMillis > CLOCK_STEP_MILLIS || lateMillis > LATE_MILLIS;
        }

        /** For the log. */
        public String text() {
            if (!slept()) {
                return "the process stood still for " + lateMillis + " ms";
            }
            return clockStepMillis > 0
                    ? "the time of day went on by " + clockStepMillis / 1000 + " s (sleep, or the clock was set)"
                    : "the time of day was set back by " + -clockStepMillis / 1000 + " s";
        }
    }

    private long lastWallMillis;
    private long lastNanos;

    /** Watches from this moment on. */
    public StandstillWatch(long wallMillis, long nanos) {
        restart(wallMillis, nanos);
    }

    /** Watches anew from this moment on: a gap before it does not count. */
    public void restart(long wallMillis, long nanos) {
        lastWallMillis = wallMillis;
        lastNanos = nanos;
    }

    /** The same as {@link #check(long, long, long)}, for a loop that is due again at once. */
    public Optional<Gap> check(long wallMillis, long nanos) {
        return check(wallMillis, nanos, lastNanos);
    }

    /**
     * Call it at every turn of the loop, at least once a second.
     *
     * @param wallMillis the wall clock, milliseconds since 1970
     * @param nanos monotonic nanoseconds
     * @param dueNanos when this turn was due at the latest
     * @return the gap, if there was one
     */
    public Optional<Gap> check(long wallMillis, long nanos, long dueNanos) {
        long clockStep = (wallMillis - lastWallMillis) - (nanos - lastNanos) / 1_000_000;
        restart(wallMillis, nanos);
        Gap gap = new Gap(clockStep, (nanos - dueNanos) / 1_000_000);
        return gap.slept() || gap.missedTime() ? Optional.of(gap) : Optional.empty();
    }
}
