package nbe.referenceagent.net;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the program after a failure that the agent cannot survive: an {@link Error} anywhere in it (no memory, a missing class), or
 * the end of a loop that must not end. Netty catches them and continues; its handlers report each failure here. Any thread.
 */
public final class FatalErrors {
    private static final Logger LOG = LoggerFactory.getLogger("refagent");
    private static final int CAUSES_AT_MOST = 16;

    private final AtomicBoolean reported = new AtomicBoolean();
    private final Runnable end;

    /** @param end ends the program; called once, by any thread */
    public FatalErrors(Runnable end) {
        this.end = end;
    }

    /** Ends the agent if there is an {@link Error} among the causes of this; null: no failure. */
    void check(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < CAUSES_AT_MOST; i++, cause = cause.getCause()) {
            if (cause instanceof Error) {
                cannotGoOn(cause);
                return;
            }
        }
    }

    /** Wraps a task of a loop that must not end: anything it throws ends the agent. */
    public Runnable guard(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable failure) {
                cannotGoOn(failure);
                throw failure;
            }
        };
    }

    /** Logs the failure and ends the program; without effect after the first call. */
    public void cannotGoOn(Throwable failure) {
        if (!reported.compareAndSet(false, true)) {
            return;
        }
        try {
            LOG.error("the agent cannot go on: {}", failure.toString());
            LOG.debug("it failed here", failure);
        } finally {
            end.run();
        }
    }
}
