package nbe.control.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nbe.base.HostPort;
import org.slf4j.Logger;

/**
 * Answers HTTP/1.1 at a TCP port, on the control thread. While the port cannot be had it tries again every {@link #RETRY}, with one
 * warning: at the start another process may still have it, or the address may not be there yet.
 */
public final class TcpListener implements AutoCloseable {
    private static final Duration RETRY = Duration.ofSeconds(15);

    private static final long CLOSE_MILLIS = 200;

    private final HostPort address;
    private final String key;
    private final HttpConnections connections;
    private final EventLoop loop;
    private final Duration retry;
    private final Logger log;

    // All of these: guarded by this.
    private Optional<Channel> listening = Optional.empty();
    private boolean failing;
    private boolean closed;

    private TcpListener(HostPort address, String key, List<Route> routes, EventLoop loop, Duration retry, Logger log) {
        this.address = address;
        this.key = key;
        this.connections = new HttpConnections(new Routes(routes), loop);
        this.loop = loop;
        this.retry = retry;
        this.log = log;
    }

    /**
     * Begins to listen; returns at once. Any thread.
     *
     * @param key the setting that names the address, for the log
     * @param routes what is answered; everything else is refused
     */
    public static TcpListener open(HostPort address, String key, List<Route> routes, ControlLoop control, Logger log) {
        return open(address, key, routes, control, RETRY, log);
    }

    static TcpListener open(
            HostPort address, String key, List<Route> routes, ControlLoop control, Duration retry, Logger log) {
        TcpListener listener = new TcpListener(address, key, routes, control.executor(), retry, log);
        listener.attempt();
        return listener;
    }

    /** Looks the name up and listens: on a thread of its own, since a name server may take its time. */
    private void attempt() {
        Thread thread = new Thread(this::listen, "listen-" + address.port());
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        InetSocketAddress at = new InetSocketAddress(address.bareHost(), address.port());
        if (at.isUnresolved()) {
            loop.execute(() -> failed(new UnknownHostException("the name " + address.bareHost() + " is not known")));
            return;
        }
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(connections)
                .bind(at);
        bound.addListener(done -> {
            if (bound.isSuccess()) {
                bound(bound.channel());
            } else {
                failed(bound.cause());
            }
        });
    }

    private synchronized void bound(Channel channel) {
        if (closed) {
            Quietly.close(channel);
            return;
        }
        listening = Optional.of(channel);
        log.info("{} answers at {}", key, address);
    }

    private synchronized void failed(Throwable why) {
        if (closed) {
            return;
        }
        if (!failing) {
            failing = true;
            log.warn(
                    "{} cannot listen at {}: {}; tried again every {} s",
                    key,
                    address,
                    why.getMessage(),
                    retry.toSeconds());
        }
        loop.schedule(this::attempt, retry.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The port that it listens at; empty while it does not. */
    synchronized Optional<InetSocketAddress> boundAt() {
        return listening.map(channel -> (InetSocketAddress) channel.localAddress());
    }

    /** Ends all connections. Not on the control thread. */
    @Override
    public void close() {
        Optional<Channel> open;
        synchronized (this) {
            closed = true;
            open = listening;
        }
        try {
            if (open.isPresent() && !open.get().close().await(CLOSE_MILLIS)) {
                log.debug("the port did not close within {} ms", CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.close();
    }
}
