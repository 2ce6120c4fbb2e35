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

    /** How late a wake-up may be on a busy machine before it is called a standstill. */
    static final Duration LATE = Duration.ofSeconds(1);

    /**
     * What happened.
     *
     * @param slept whether the machine slept or the clock was set: connections may be dead, samples old. Else only the process
     *     stood still; an adapter whose thread stood still, too, tells so itself.
     * @param text in words
     */
    record Gap(boolean slept, String text) {}

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
     * @return what happened, if something did
     */
    Optional<Gap> look(Instant wall, long nanos, long dueNanos) {
        Duration monotonic = Duration.ofNanos(nanos - lastNanos);
        Duration step = Duration.between(lastWall, wall).minus(monotonic);
        lastWall = wall;
        lastNanos = nanos;
        if (step.compareTo(STEP) > 0) {
            return Optional.of(new Gap(
                    true, "the time of day went on by " + step.toSeconds() + " s (sleep, or the clock was set)"));
        }
        if (step.compareTo(STEP.negated()) < 0) {
            return Optional.of(new Gap(true, "the time of day was set back by " + -step.toSeconds() + " s"));
        }
        if (nanos - dueNanos > LATE.toNanos()) {
            return Optional.of(new Gap(
                    false,
                    "the process stood still for "
                            + Duration.ofNanos(nanos - dueNanos).toMillis() + " ms"));
        }
        return Optional.empty();
    }
}
