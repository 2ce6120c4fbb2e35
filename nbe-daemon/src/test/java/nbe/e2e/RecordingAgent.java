package nbe.e2e;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An agent over real TCP, with TLS or without, that writes down what endpoints do, and that can vanish and turn away. */
final class RecordingAgent implements AutoCloseable {
    private static final String PATH = "/socket/websocket";
    private static final int LONGEST = 65_536;

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("recording-agent", true), NioIoHandler.newFactory());
    private final Optional<SslContext> tls;
    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private final List<Long> attempts = new CopyOnWriteArrayList<>();
    private final List<Integer> firstBytes = new CopyOnWriteArrayList<>();
    private final Map<Integer, Integer> closeCodes = new ConcurrentHashMap<>();
    private final List<Channel> clients = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean turningAway;
    private volatile Channel server;
    private int port;

    private RecordingAgent(Optional<SslContext> tls) {
        this.tls = tls;
        appear();
    }

    static RecordingAgent plain() {
        return new RecordingAgent(Optional.empty());
    }

    static RecordingAgent withTls(Path certificate, Path key) {
        try {
            return new RecordingAgent(Optional.of(SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                    .build()));
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return (tls.isPresent() ? "wss://localhost:" : "ws://127.0.0.1:") + port + PATH;
    }

    /** Nobody listens any more, and the connections are gone, without a word of WebSocket. */
    void vanish() {
        server.close().syncUninterruptibly();
        clients.forEach(client -> client.close().syncUninterruptibly());
    }

    /** Listens (again), on the port of before. */
    void appear() {
        server = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), port)
                .syncUninterruptibly()
                .channel();
        port = ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Ends the connections, and from now on each new one at once. */
    void turnAway() {
        turningAway = true;
        clients.forEach(client -> client.close().syncUninterruptibly());
    }

    /** New connections are welcome again. */
    void welcome() {
        turningAway = false;
    }

    /** Ends the connections; new ones are welcome. */
    void hangUp() {
        clients.forEach(client -> client.close().syncUninterruptibly());
    }

    /** Reads nothing more from the connections that are open; the system goes on taking what comes, as far as it has room. */
    void stopReading() {
        clients.forEach(client -> client.config().setAutoRead(false));
    }

    private void accept(SocketChannel channel) {
        attempts.add(System.nanoTime());
        if (turningAway) {
            channel.close();
            return;
        }
        clients.add(channel);
        channel.closeFuture().addListener(closed -> clients.remove(channel));
        channel.pipeline().addLast(new Sniffer());
        tls.ifPresent(context -> channel.pipeline().addLast(context.newHandler(channel.alloc())));
        channel.pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(LONGEST))
                .addLast(new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                        .websocketPath(PATH)
                        .handleCloseFrames(false)
                        .sendCloseFrame(null)
                        .build()))
                .addLast(new Recorder());
    }

    /** Writes down the first byte of a connection: 0x16 begins a TLS handshake, a letter a request in plain text. */
    private final class Sniffer extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            firstBytes.add((int) bytes.getUnsignedByte(bytes.readerIndex()));
            context.pipeline().remove(this);
            context.fireChannelRead(message);
        }
    }

    private final class Recorder extends SimpleChannelInboundHandler<WebSocketFrame> {
        private int connection;

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
                connection = connections.incrementAndGet();
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            if (frame instanceof TextWebSocketFrame text) {
                JsonNode json = JsonMapper.shared().readTree(text.text());
                frames.add(new Frame(connection, System.nanoTime(), json));
            } else if (frame instanceof CloseWebSocketFrame close) {
                closeCodes.put(connection, close.statusCode());
                context.writeAndFlush(close.retain()).addListener(written -> context.close());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close(); // the other side went away, or the handshake failed: what many a test is about
        }
    }

    /** Messages so far, of all connections. */
    List<Frame> frames() {
        return List.copyOf(frames);
    }

    List<Frame> frames(Predicate<Frame> which) {
        return frames.stream().filter(which).toList();
    }

    /** Messages of one connection, the first is 1. */
    List<Frame> onConnection(int connection) {
        return frames(frame -> frame.connection() == connection);
    }

    /** WebSocket connections so far. */
    int connections() {
        return connections.get();
    }

    /** When each TCP connection came, by {@link System#nanoTime}. */
    List<Long> attempts() {
        return List.copyOf(attempts);
    }

    /** The first byte of each connection that sent one. */
    List<Integer> firstBytes() {
        return List.copyOf(firstBytes);
    }

    /** The code in the endpoint's close frame, if it sent one. */
    Optional<Integer> closeCode(int connection) {
        return Optional.ofNullable(closeCodes.get(connection));
    }

    @Override
    public void close() {
        server.close().awaitUninterruptibly();
        loop.shutdownGracefully(0, 500, TimeUnit.MILLISECONDS).awaitUninterruptibly(1000);
    }
}
