package nbe.agent.net;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the event loop at an {@link Error}. Netty would log the error and continue, while the caller of the task waited for its result for
 * ever.
 */
final class LoopGuard {
    private static final Logger LOG = LoggerFactory.getLogger("agent");

    private LoopGuard() {}

    /** Wraps a task: if it throws an {@link Error}, the loop's thread ends, which the daemon watches for. */
    static Runnable over(EventLoop loop, Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Error fault) {
                LOG.error(
                        "a fault of this program on {}", Thread.currentThread().getName(), fault);
                Futures.logFailure("ending the loop", loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS));
            }
        };
    }
}
