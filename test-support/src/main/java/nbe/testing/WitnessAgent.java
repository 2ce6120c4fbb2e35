package nbe.testing;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An agent over real TCP, with TLS or without, that notes what endpoints send and when, and that can vanish and turn them away.
 * One thread, {@code witness-agent}, serves all connections; methods may be called from any thread.
 */
public final class WitnessAgent implements AutoCloseable {
    /** What follows host and port in {@code agent_url}. */
    public static final String PATH = "/socket/websocket";

    private static final int LONGEST = 65_536;
    private static final long END_MILLIS = 500;

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("witness-agent", true), NioIoHandler.newFactory());
    private final Optional<SslContext> tls;
    private final Optional<Receiver> receiver;
    private final List<Message> messages = new ArrayList<>(); // guarded by itself
    private final List<Long> attempts = new CopyOnWriteArrayList<>();
    private final List<Integer> firstBytes = new CopyOnWriteArrayList<>();
    private final Map<Integer, Integer> closeCodes = new ConcurrentHashMap<>();
    private final List<Channel> clients = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean turningAway;
    private volatile Channel server;
    private InetSocketAddress address;

    /** Takes the messages in place of the agent's notes. */
    public interface Receiver {
        /** Called on the agent's thread, before the next message is read; {@code connection} counts from 1. */
        void text(int connection, String text);
    }

    private WitnessAgent(InetSocketAddress address, Optional<SslContext> tls, Optional<Receiver> receiver) {
        this.address = address;
        this.tls = tls;
        this.receiver = receiver;
        appear();
    }

    /** On a free port of 127.0.0.1. */
    public static WitnessAgent plain() {
        return new WitnessAgent(anyPort(), Optional.empty(), Optional.empty());
    }

    public static WitnessAgent withTls(Path certificate, Path key) {
        try {
            SslContext context = SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                    .build();
            return new WitnessAgent(anyPort(), Optional.of(context), Optional.empty());
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One that notes nothing itself. */
    public static WitnessAgent at(InetSocketAddress address, Receiver receiver) {
        return new WitnessAgent(address, Optional.empty(), Optional.of(receiver));
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** What goes into {@code agent_url}. */
    public String url() {
        return (tls.isPresent() ? "wss://localhost:" : "ws://127.0.0.1:") + address.getPort() + PATH;
    }

    /** Nobody listens any more, and the connections are gone, without a close frame. */
    public void vanish() {
        server.close().syncUninterruptibly();
        hangUp();
    }

    /** Listens (again), on the port of before. */
    public void appear() {
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
                .bind(address)
                .syncUninterruptibly()
                .channel();
        address = (InetSocketAddress) server.localAddress();
    }

    /** Ends the connections, and from now on each new one at once. */
    public void turnAway() {
        turningAway = true;
        hangUp();
    }

    /** New connections are welcome again. */
    public void welcome() {
        turningAway = false;
    }

    /** Ends the connections; new ones are welcome. */
    public void hangUp() {
        clients.forEach(client -> client.close().syncUninterruptibly());
    }

    /** Reads nothing more from the connections that are open; the system goes on taking what comes, as far as it has room. */
    public void stopReading() {
        clients.forEach(client -> client.config().setAutoRead(false));
    }

    /** Sends this to every endpoint that is connected. */
    public void say(String text) {
        clients.forEach(
                client -> client.writeAndFlush(new TextWebSocketFrame(text)).awaitUninterruptibly(END_MILLIS));
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

    /** Notes the first byte of a connection: 0x16 begins a TLS handshake, a letter a request in plain text. */
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
                if (receiver.isPresent()) {
                    receiver.get().text(connection, text.text());
                } else {
                    note(connection, System.nanoTime(), text.text());
                }
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

    private void note(int connection, long atNanos, String text) {
        Message message = new Message(connection, atNanos, JsonMapper.shared().readTree(text));
        synchronized (messages) {
            messages.add(message);
            messages.notifyAll();
        }
    }

    /** Messages of all connections, in order, but those that {@link #next} and {@link #forget} took. */
    public List<Message> messages() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    public List<Message> messages(Predicate<Message> which) {
        return messages().stream().filter(which).toList();
    }

    /** Messages of one connection, the first is 1. */
    public List<Message> onConnection(int connection) {
        return messages(message -> message.connection() == connection);
    }

    /** Takes the first message with that operation, and those before it; empty if none comes in time. */
    public Optional<Message> next(String operation, Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        synchronized (messages) {
            while (true) {
                for (int i = 0; i < messages.size(); i++) {
                    Message message = messages.get(i);
                    if (message.operation().equals(operation)) {
                        messages.subList(0, i + 1).clear();
                        return Optional.of(message);
                    }
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return Optional.empty();
                }
                TimeUnit.NANOSECONDS.timedWait(messages, left);
            }
        }
    }

    /** Forgets the messages so far. */
    public void forget() {
        synchronized (messages) {
            messages.clear();
        }
    }

    /** How many different bands and UIDs the messages are about. */
    public long subjects() {
        return messages().stream()
                .map(Message::subject)
                .filter(subject -> !subject.isEmpty())
                .distinct()
                .count();
    }

    /** WebSocket connections so far. */
    public int connections() {
        return connections.get();
    }

    /** When each TCP connection came, by {@link System#nanoTime}. */
    public List<Long> attempts() {
        return List.copyOf(attempts);
    }

    /** The first byte of each connection that sent one. */
    public List<Integer> firstBytes() {
        return List.copyOf(firstBytes);
    }

    /** The code in the endpoint's close frame, if it sent one. */
    public Optional<Integer> closeCode(int connection) {
        return Optional.ofNullable(closeCodes.get(connection));
    }

    /** Waits for its end, which only {@link #vanish} and {@link #close} bring. */
    public void join() throws InterruptedException {
        server.closeFuture().sync();
    }

    @Override
    public void close() {
        server.close().awaitUninterruptibly();
        loop.shutdownGracefully(0, END_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(2 * END_MILLIS);
    }
}
