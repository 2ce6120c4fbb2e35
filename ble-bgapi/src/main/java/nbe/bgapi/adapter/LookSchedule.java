package nbe.bgapi.adapter;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nbe.bgapi.machine.Timings;

/**
 * When an adapter's thread looks for its port. {@link #wake} and {@link #onPortsChanged} may be called from any thread, everything else
 * from the adapter's. Times are monotonic nanoseconds.
 */
final class LookSchedule {
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean portsChanged;
    private long next;
    private long last;
    private long closelyUntil;

    LookSchedule(long now) {
        next = now;
        last = now;
        closelyUntil = now;
    }

    /** Ends {@link #pause}. */
    void wake() {
        wakeUps.release();
    }

    /** Ports may have come or gone. */
    void onPortsChanged() {
        portsChanged = true;
        wake();
    }

    /** True if it is time for a look. */
    boolean isDue(long now) {
        if (portsChanged) {
            portsChanged = false;
            closelyUntil = now + Timings.LOOK_CLOSELY;
            long soonest = now - last < Timings.LOOK_SPACING ? last + Timings.LOOK_SPACING : now;
            next = next - soonest > 0 ? soonest : next;
        }
        return next - now <= 0;
    }

    /** Waits for the next look, or for {@link #wake}. */
    void pause(long now) throws InterruptedException {
        if (wakeUps.tryAcquire(next - now, TimeUnit.NANOSECONDS)) {
            wakeUps.drainPermits(); // the reason is in the flags
        }
    }

    void looked(long now, int lookMillis) {
        last = now;
        next = now + TimeUnit.MILLISECONDS.toNanos(lookMillis);
    }

    /** The last look was in vain and the system reports changes: the next one waits for a change, unless one was just reported. */
    void relyOnChanges() {
        if (last - closelyUntil >= 0) {
            next = last + Timings.LOOK_WATCHED;
        }
    }

    /** The port was closed, and may be there again already. */
    void lookAtOnce(long now) {
        next = now;
    }
}
