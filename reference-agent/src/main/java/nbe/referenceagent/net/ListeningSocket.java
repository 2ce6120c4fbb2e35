package nbe.referenceagent.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import nbe.base.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server socket of a {@link Listener}: accepts connections up to a limit and sets up TLS and {@link HttpFront} on each. The
 * agent's start binds it; Netty's event loop calls the rest.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the result of a close changes nothing
public final class ListeningSocket extends ChannelInitializer<SocketChannel> {
    /** Open connections at most; further ones are closed at once. */
    public static final int CONNECTIONS_AT_MOST = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger("refagent");
    /** One read of a client that sends without end; then the other clients have their turn. */
    private static final int READ_AT_MOST_BYTES = 4 << 10;

    private static final int READ_BYTES = 2 << 10;
    private static final int READ_AT_LEAST_BYTES = 256;
    private static final int PROBE_MILLIS = 500;
    private static final int REQUEST_BODY_AT_MOST_BYTES = 1024;

    private final Listener listener;
    private final Optional<SslContext> tls;
    private final SharedState shared;
    private final int connectionsAtMost;
    private final LoggedTexts refusals = new LoggedTexts();
    private int connections;
    private boolean full;
    private Channel server;

    public ListeningSocket(Listener listener, Optional<SslContext> tls, SharedState shared, int connectionsAtMost) {
        this.listener = listener;
        this.tls = tls;
        this.shared = shared;
        this.connectionsAtMost = connectionsAtMost;
    }

    /**
     * Binds and starts to accept.
     *
     * @param option the option that chooses the port, for the message
     * @throws AgentStartException if the address cannot be listened on
     */
    public void bind(EventLoopGroup loop, String address, int port, String option) throws AgentStartException {
        InetSocketAddress where = new InetSocketAddress(address, port);
        String what = "cannot listen for " + listener.name() + " on " + address + ":" + port + ": ";
        if (where.isUnresolved()) {
            throw failure(what + "unknown host '" + Printable.bounded(address) + "'", null);
        }
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, false)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(READ_AT_LEAST_BYTES, READ_BYTES, READ_AT_MOST_BYTES)
                                .maxMessagesPerRead(1))
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(
                                WebSocketSession.UNREAD_AT_MOST_BYTES / 2, WebSocketSession.UNREAD_AT_MOST_BYTES))
                .handler(new AcceptFailures())
                .childHandler(this)
                .bind(where)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw failure(what + reason(bound.cause(), where, option), bound.cause());
        }
        server = bound.channel();
    }

    /** Passes errors of accept to {@link FatalErrors}: Netty logs them and continues. */
    private final class AcceptFailures extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            shared.fatal().check(cause);
            ctx.fireExceptionCaught(cause);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
        shared.fatal().check(cause);
        super.exceptionCaught(ctx, cause);
    }

    /** The JDK has one exception for all causes, with a text in the system's language: /proc or a connection shows whether the port is in use. */
    private static String reason(Throwable cause, InetSocketAddress where, String option) {
        Optional<String> owner = PortOwner.of(where.getPort());
        if (cause instanceof BindException && (owner.isPresent() || answers(where))) {
            return "another program listens there already"
                    + owner.map(name -> " (" + name + ")").orElse("")
                    + "; stop it, or choose another port with " + option;
        }
        return cause.getMessage() + "; choose another address or port (" + option + ")";
    }

    private static boolean answers(InetSocketAddress where) {
        InetAddress address =
                where.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : where.getAddress();
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(address, where.getPort()), PROBE_MILLIS);
            return true;
        } catch (IOException e) {
            LOG.debug("no answer from {}", where, e);
            return false;
        }
    }

    private static AgentStartException failure(String message, Throwable cause) {
        return new AgentStartException(AgentStartException.Cause.LISTENER, message, cause);
    }

    /** The port that was bound. */
    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** The address that was bound. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    /** Stops accepting; open connections stay. */
    public void close() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        if (connections >= connectionsAtMost) {
            if (!full) {
                full = true;
                LOG.warn("{} connections of {} are open: further ones are closed", connections, listener.name());
            }
            channel.close();
            return;
        }
        connections++;
        channel.closeFuture().addListener(done -> {
            connections--;
            if (full && connections < connectionsAtMost * 9 / 10) {
                full = false;
                LOG.info("connections of {} are accepted again", listener.name());
            }
        });
        shared.clients().add(channel);
        if (tls.isPresent()) {
            SslHandler handler = tls.get().newHandler(channel.alloc());
            handler.setHandshakeTimeoutMillis(shared.keepalive().handshake().toMillis());
            channel.pipeline().addLast(handler);
        }
        channel.pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(REQUEST_BODY_AT_MOST_BYTES, true))
                .addLast(new HttpFront(listener, shared, refusals));
    }
}
