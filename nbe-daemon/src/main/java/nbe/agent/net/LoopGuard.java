package nbe.agent.net;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an {@link Error} on the event loop from being swallowed: Netty logs what a task throws and goes on, while whoever waits for what the
 * task should have said waits for ever.
 */
final class LoopGuard {
    private static final Logger LOG = LoggerFactory.getLogger("agent");

    private LoopGuard() {}

    /** The task; should it throw an {@link Error}, the loop's thread ends, for whoever made it to notice. */
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
