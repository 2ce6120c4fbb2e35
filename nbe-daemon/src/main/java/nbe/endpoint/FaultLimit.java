package nbe.endpoint;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs and counts faults of the core's loop, and says when there are too many. Belongs to the core's thread. */
final class FaultLimit {
    /** A second fault within this time is one too many. */
    static final long MEMORY = TimeUnit.MINUTES.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger("core");

    private final Counters counters;
    private long last = Long.MIN_VALUE;

    FaultLimit(Counters counters) {
        this.counters = counters;
    }

    /** An event made the core fail. */
    static final class EventFault extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient CoreEvent event;

        EventFault(CoreEvent event, RuntimeException cause) {
            super(null, cause, false, false);
            this.event = event;
        }
    }

    /** An event, or a deadline, made the core fail; true if the loop must end. */
    boolean isTooMuch(RuntimeException fault, long now) {
        if (fault instanceof EventFault atEvent) {
            LOG.error("a fault of this program at {}", atEvent.event, atEvent.getCause());
        } else {
            LOG.error("a fault of this program at a deadline", fault);
        }
        counters.count(Counter.FAULTS);
        boolean second = last != Long.MIN_VALUE && now - last < MEMORY;
        if (second) {
            LOG.error("the second fault within a minute: ending");
        }
        last = now;
        return second;
    }
}
