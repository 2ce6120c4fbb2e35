package nbe.control.net;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Operations of Netty whose failure changes nothing: the other side has left. */
final class Quietly {
    private static final Logger LOG = LoggerFactory.getLogger("control");

    private Quietly() {}

    static void close(Channel channel) {
        ignore(channel.close());
    }

    static void ignore(Future<?> done) {
        done.addListener(future -> {
            if (!future.isSuccess()) {
                LOG.trace("a client has left", future.cause());
            }
        });
    }
}
