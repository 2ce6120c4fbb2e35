package nbe.bgapi.adapter;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Notices that the process stood still: between two turns of a loop that turns ten times a second the monotonic clock went
 * on by more than a second (SIGSTOP, a stuck host), or the wall clock by much more than the monotonic one, which stands
 * still while Linux sleeps.
 */
final class StallWatch {
    private static final long LONGEST_TURN_NANOS = 1_000_000_000L;
    private static final long LONGEST_CLOCK_STEP_MILLIS = 5_000;

    private final LongSupplier nanos;
    private final InstantSource wall;
    private long lastNanos;
    private long lastMillis;

    StallWatch(LongSupplier nanos, InstantSource wall) {
        this.nanos = nanos;
        this.wall = wall;
        restart();
    }

    /** Begins to watch: what lies before does not count. */
    void restart() {
        lastNanos = nanos.getAsLong();
        lastMillis = wall.millis();
    }

    /** True if the time since the last call, or restart, was too long. */
    boolean stoodStill() {
        long now = nanos.getAsLong();
        long millis = wall.millis();
        long turn = now - lastNanos;
        long step = (millis - lastMillis) - turn / 1_000_000;
        lastNanos = now;
        lastMillis = millis;
        return turn > LONGEST_TURN_NANOS || step > LONGEST_CLOCK_STEP_MILLIS;
    }
}
