package nbe.bgapi.adapter;

import java.util.OptionalLong;
import nbe.base.StandstillWatch;

/**
 * Notices that the process stood still. From then on the age of what is read is not known, until the buffers of kernel and dongle are
 * empty. The adapter's thread only; times are monotonic nanoseconds.
 */
final class StaleInput {
    /** What comes in this time after a standstill is dropped at least: buffers of kernel and dongle drain. */
    private static final long AT_LEAST_NANOS = 250_000_000L;

    /** And at most: a room so busy that reading never waits must not blind the adapter for ever. */
    private static final long AT_MOST_NANOS = 2_000_000_000L;

    /** A read that waited so long found the buffer empty. */
    private static final long WAITED_NANOS = 1_000_000L;

    private final StandstillWatch watch;
    private boolean stale;
    private long since;
    private long dropped;

    StaleInput(long wallMillis, long now) {
        watch = new StandstillWatch(wallMillis, now);
    }

    /** The time until now was spent on purpose, without reading. */
    void restartWatch(long wallMillis, long now) {
        watch.restart(wallMillis, now);
    }

    /** The port was opened: everything in it is judged anew. */
    void clear() {
        stale = false;
        dropped = 0;
    }

    /** Called after each read; true if the process has stood still since the last call. */
    boolean stoodStill(long wallMillis, long now) {
        boolean stood = watch.check(wallMillis, now)
                .filter(StandstillWatch.Gap::missedTime)
                .isPresent();
        if (stood) {
            stale = true;
            since = now;
        }
        return stood;
    }

    boolean isStale() {
        return stale;
    }

    void drop(int bytes) {
        dropped += bytes;
    }

    /**
     * Whether the buffers are empty after a read of {@code count} bytes that began at {@code before} and ended at {@code now}.
     *
     * @return how many bytes were dropped, if fresh ones come from now on
     */
    OptionalLong endAfterRead(long before, long now, int count) {
        // A read that began before the standstill was noticed may end empty at its time-out although the buffer is
        // full.
        boolean fresh = before - since > 0;
        boolean waited = now - before >= WAITED_NANOS && now - since >= AT_LEAST_NANOS;
        boolean drained = fresh && (count == 0 || waited);
        if (!stale || !(drained || now - since >= AT_MOST_NANOS)) {
            return OptionalLong.empty();
        }
        long all = dropped;
        clear();
        return OptionalLong.of(all);
    }
}
