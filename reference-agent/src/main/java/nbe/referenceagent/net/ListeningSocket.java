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

/** One of the two listeners: takes connections up to a limit and leads them through TLS to the {@link HttpFront}. */
@SuppressWarnings("FutureReturnValueIgnored") // of a close there is nothing more to learn
public final class ListeningSocket extends ChannelInitializer<SocketChannel> {
    /** Connections at a time; more are closed at once. */
    public static final int CONNECTIONS_AT_MOST = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger("refagent");
    /** A client that sends without end has one read, then all others have their turn. */
    private static final int READ_AT_MOST_BYTES = 4 << 10;

    private static final int READ_BYTES = 2 << 10;
    private static final int READ_AT_LEAST_BYTES = 256;
    private static final int PROBE_MILLIS = 500;
    private static final int REQUEST_BODY_AT_MOST_BYTES = 1024;

    private final Door door;
    private final Optional<SslContext> tls;
    private final Common common;
    private final int connectionsAtMost;
    private final FirstTimes refusals = new FirstTimes();
    private int connections;
    private boolean full;
    private Channel server;

    public ListeningSocket(Door door, Optional<SslContext> tls, Common common, int connectionsAtMost) {
        this.door = door;
        this.tls = tls;
        this.common = common;
        this.connectionsAtMost = connectionsAtMost;
    }

    /**
     * @param option the option that chooses the port, for the message
     * @throws AgentStartException if the address cannot be listened on
     */
    public void bind(EventLoopGroup loop, String address, int port, String option) throws AgentStartException {
        InetSocketAddress where = new InetSocketAddress(address, port);
        String what = "cannot listen for " + door.name() + " on " + address + ":" + port + ": ";
        if (where.isUnresolved()) {
            throw failure(what + "nobody knows the host '" + Printable.bounded(address) + "'", null);
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
                .handler(new FailureOfTheListener())
                .childHandler(this)
                .bind(where)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw failure(what + reason(bound.cause(), where, option), bound.cause());
        }
        server = bound.channel();
    }

    /** Netty goes on after a connection that could not be taken, whatever the reason was. */
    private final class FailureOfTheListener extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            common.fatal().look(cause);
            ctx.fireExceptionCaught(cause);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
        common.fatal().look(cause);
        super.exceptionCaught(ctx, cause);
    }

    /**
     * The system says in the language of the machine why a port is not to be had, and the JDK has one type for all of it: so it
     * is looked up whether the address is of this machine, and whether somebody listens there.
     */
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
            LOG.debug("nobody answers at {}", where, e);
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

    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

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
                LOG.warn("{} connections of {} are open: further ones are closed", connections, door.name());
            }
            channel.close();
            return;
        }
        connections++;
        channel.closeFuture().addListener(done -> {
            connections--;
            if (full && connections < connectionsAtMost * 9 / 10) {
                full = false;
                LOG.info("connections of {} are taken again", door.name());
            }
        });
        common.clients().add(channel);
        if (tls.isPresent()) {
            SslHandler handler = tls.get().newHandler(channel.alloc());
            handler.setHandshakeTimeoutMillis(common.keepalive().handshake().toMillis());
            channel.pipeline().addLast(handler);
        }
        channel.pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(REQUEST_BODY_AT_MOST_BYTES, true))
                .addLast(new HttpFront(door, common, refusals));
    }
}
