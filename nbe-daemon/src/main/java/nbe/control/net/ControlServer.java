package nbe.control.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control socket: answers HTTP/1.1 on a Unix-domain socket (docs/control.md), on the control thread. Root, this process's account
 * and its group may connect.
 */
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("control");
    private static final long CLOSE_MILLIS = 200;

    private final SocketFile file;
    private final HttpConnections connections;
    private final Channel listening;

    private ControlServer(SocketFile file, HttpConnections connections, Channel listening) {
        this.file = file;
        this.connections = connections;
        this.listening = listening;
    }

    /**
     * Opens the socket. Not on the control thread.
     *
     * @throws CannotListenException if it cannot be opened; the daemon runs without it
     */
    public static ControlServer open(Path path, List<Route> routes, ControlLoop control)
            throws CannotListenException, InterruptedException {
        SocketFile file = SocketFile.claim(path);
        HttpConnections connections = new HttpConnections(new Routes(routes), control.executor());
        try {
            Channel listening = bind(file.bindAt(), connections, control.executor());
            ControlServer server = new ControlServer(file, connections, listening);
            publish(server);
            LOG.info("can be asked at {}", path);
            return server;
        } catch (CannotListenException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Channel bind(Path at, HttpConnections connections, EventLoop loop)
            throws CannotListenException, InterruptedException {
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerDomainSocketChannel.class)
                .childHandler(connections)
                .bind(UnixDomainSocketAddress.of(at))
                .await();
        if (!bound.isSuccess()) {
            throw new CannotListenException(at + ": " + bound.cause(), bound.cause());
        }
        return bound.channel();
    }

    private static void publish(ControlServer server) throws CannotListenException {
        try {
            server.file.publish();
        } catch (CannotListenException e) {
            server.close();
            throw e;
        }
    }

    /** Ends all connections and removes the file. */
    @Override
    public void close() {
        try {
            if (!listening.close().await(CLOSE_MILLIS)) {
                LOG.debug("the socket did not close within {} ms", CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.close();
        file.close();
    }
}
