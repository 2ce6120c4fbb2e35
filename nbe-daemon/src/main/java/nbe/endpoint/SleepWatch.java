package nbe.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Notices that time passed without us: the machine slept (the time of day ran on while monotonic time stood still, as on
 * Linux), or the process stood still (monotonic time ran on, nobody looked). Pure; belongs to the core's thread.
 */
final class SleepWatch {
    /** A step of the time of day against monotonic time that is more than any slewing clock makes within a second. */
    static final Duration STEP = Duration.ofSeconds(5);

    /** How late a wake-up may be on a busy machine before samples that were taken meanwhile cannot be trusted. */
    static final Duration LATE = Duration.ofSeconds(1);

    private Instant lastWall;
    private long lastNanos;

    SleepWatch(Instant wall, long nanos) {
        lastWall = wall;
        lastNanos = nanos;
    }

    /**
     * To be asked at every turn of the loop, which turns once a second at least.
     *
     * @param dueNanos when this turn should have come at the latest
     * @return what happened, in words, if something did
     */
    Optional<String> look(Instant wall, long nanos, long dueNanos) {
        Duration monotonic = Duration.ofNanos(nanos - lastNanos);
        Duration step = Duration.between(lastWall, wall).minus(monotonic);
        lastWall = wall;
        lastNanos = nanos;
        if (step.compareTo(STEP) > 0) {
            return Optional.of("the time of day went on by " + step.toSeconds() + " s (sleep, or the clock was set)");
        }
        if (step.compareTo(STEP.negated()) < 0) {
            return Optional.of("the time of day was set back by " + -step.toSeconds() + " s");
        }
        if (nanos - dueNanos > LATE.toNanos()) {
            return Optional.of("the process stood still for "
                    + Duration.ofNanos(nanos - dueNanos).toMillis() + " ms");
        }
        return Optional.empty();
    }
}
