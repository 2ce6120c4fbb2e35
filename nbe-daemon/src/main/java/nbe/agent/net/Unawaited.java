package nbe.agent.net;

import io.netty.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For things that nobody waits for: if they fail, it stands in the log at debug. */
final class Unawaited {
    private static final Logger log = LoggerFactory.getLogger("agent");

    private Unawaited() {}

    /** @param what such as "closing the channel" */
    static void watch(String what, Future<?> future) {
        future.addListener(done -> {
            if (!done.isSuccess() && !done.isCancelled()) {
                log.debug("{} failed", what, done.cause());
            }
        });
    }
}
