package nbe.referenceagent.net;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an agent cannot go on after: an {@link Error} anywhere in it (no memory left, a class that is gone), or the end of a loop
 * that must not end. Netty catches all of them and serves on as well as it can; whoever is handed one asks here. Any thread.
 */
public final class FatalErrors {
    private static final Logger LOG = LoggerFactory.getLogger("refagent");
    private static final int CAUSES_AT_MOST = 16;

    private final AtomicBoolean told = new AtomicBoolean();
    private final Runnable end;

    /** @param end ends the program; called once, by any thread */
    public FatalErrors(Runnable end) {
        this.end = end;
    }

    /** Ends the agent if there is an {@link Error} among the causes of this; null is none. */
    void look(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < CAUSES_AT_MOST; i++, cause = cause.getCause()) {
            if (cause instanceof Error) {
                cannotGoOn(cause);
                return;
            }
        }
    }

    /** A loop that must not end runs this: whatever it throws ends the agent. */
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

    public void cannotGoOn(Throwable failure) {
        if (!told.compareAndSet(false, true)) {
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
