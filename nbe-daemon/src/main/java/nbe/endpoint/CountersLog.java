package nbe.endpoint;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what was dropped or damaged, every hour that had any, and at the end. Belongs to the core's thread. */
final class CountersLog {
    static final long EVERY = TimeUnit.HOURS.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger("core");

    private final Counters counters;
    private long nextNanos;

    CountersLog(Counters counters) {
        this.counters = counters;
    }

    void begin(long now) {
        nextNanos = now + EVERY;
    }

    void onTime(long now) {
        if (now - nextNanos >= 0) {
            begin(now);
            log("dropped or damaged in the last hour");
        }
    }

    void end() {
        log("dropped or damaged since the last such line");
    }

    /** When {@link #onTime} is due. */
    long deadlineNanos() {
        return nextNanos;
    }

    private void log(String since) {
        counters.increases().ifPresent(increases -> LOG.info("{}: {}", since, increases));
    }
}
