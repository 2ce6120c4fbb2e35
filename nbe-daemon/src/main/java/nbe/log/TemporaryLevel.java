package nbe.log;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A level of the log for a while; afterwards the configured one counts again, by itself. {@link Logging#reconfigure} with another level
 * ends it at once. Belongs to the timer's thread.
 */
public final class TemporaryLevel {
    private static final Logger LOG = LoggerFactory.getLogger("log");

    private final ScheduledExecutorService timer;
    private final InstantSource clock;
    private Optional<Future<?>> end = Optional.empty();

    /**
     * @param timer has one thread
     * @param clock time of day
     */
    public TemporaryLevel(ScheduledExecutorService timer, InstantSource clock) {
        this.timer = timer;
        this.clock = clock;
    }

    /**
     * Sets the level, in place of an earlier temporary one.
     *
     * @return when it ends
     */
    public Instant set(Level level, Duration time) {
        Instant until = clock.instant().plus(time);
        LOG.info(
                "level {} until {}, then the configured one again", word(level), until.truncatedTo(ChronoUnit.SECONDS));
        end.ifPresent(earlier -> earlier.cancel(false));
        Logging.setLevelMeanwhile(level);
        end = Optional.of(timer.schedule(this::end, time.toMillis(), TimeUnit.MILLISECONDS));
        return until;
    }

    private void end() {
        end = Optional.empty();
        Logging.setConfiguredLevel();
        LOG.info("level {} again", word(Logging.level()));
    }

    private static String word(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
