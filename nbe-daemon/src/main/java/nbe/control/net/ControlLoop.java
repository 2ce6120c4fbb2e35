package nbe.control.net;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code control}: the sockets at which the daemon can be asked, and the timers of what is asked there. It starts with its
 * first task. If it fails the daemon goes on: taps do not depend on it.
 */
public final class ControlLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("control");
    private static final long END_MILLIS = 150;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1,
            task -> {
                Thread thread = new Thread(task, "control");
                thread.setDaemon(true);
                return thread;
            },
            NioIoHandler.newFactory());

    /** Executes tasks on the control thread, now or later; any thread may hand them in. They must not block. */
    public EventLoop executor() {
        return group.next();
    }

    /** Ends the thread, within {@value #END_MILLIS} ms. */
    @Override
    public void close() {
        Future<?> ended = group.shutdownGracefully(0, END_MILLIS, TimeUnit.MILLISECONDS);
        try {
            if (!ended.await(END_MILLIS)) {
                LOG.warn("the thread control did not end within {} ms", END_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
