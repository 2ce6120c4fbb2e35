package nbe.agent.net;

import io.netty.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For work whose result nothing waits for. */
final class Futures {
    private static final Logger LOG = LoggerFactory.getLogger("agent");

    private Futures() {}

    /**
     * Logs a failure at debug.
     *
     * @param what as in "closing the channel"
     */
    static void logFailure(String what, Future<?> future) {
        future.addListener(done -> {
            if (!done.isSuccess() && !done.isCancelled()) {
                LOG.debug("{} failed", what, done.cause());
            }
        });
    }
}
