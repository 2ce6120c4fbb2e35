package nbe.benchmarks;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * An agent that does nothing but note what arrives, and when: the clock is read before a frame is looked at. Listens on a free
 * port of 127.0.0.1. {@link #next} is for one thread, the rest for any.
 */
final class AgentWitness implements AutoCloseable {
    private static final String PATH = "/socket/websocket";
    private static final int LARGEST_REQUEST_BYTES = 65_536;
    private static final long END_MILLIS = 500;

    /**
     * A message of the endpoint.
     *
     * @param status of the envelope: 0, 5000, 5010
     * @param subject the band or the UID that it is about; empty if there is none
     * @param reader where the card lies that it is about, if it is about one
     * @param atNanos when its frame was handed out by the WebSocket decoder
     */
    record Arrival(String operation, int status, String subject, String reader, long atNanos) {
        boolean isReady() {
            return operation.equals("ble_ready");
        }

        boolean isError() {
            return operation.equals("error");
        }

        boolean isIntent() {
            return operation.equals("intent");
        }
    }

    private final LongSupplier clock;
    private final ObjectMapper json = new ObjectMapper();
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("agent-witness", true), NioIoHandler.newFactory());
    private final Channel listener;
    private final ChannelGroup endpoints = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    private AgentWitness(LongSupplier clock) {
        this.clock = clock;
        this.listener = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new Door())
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    /** @param clock monotonic nanoseconds, the same that stamps what the daemon is given */
    static AgentWitness start(LongSupplier clock) {
        return new AgentWitness(clock);
    }

    /** What goes into {@code agent_url}. */
    String url() {
        return "ws://127.0.0.1:" + ((InetSocketAddress) listener.localAddress()).getPort() + PATH;
    }

    /**
     * Takes the next message with that operation; others before it are thrown away.
     *
     * @throws BenchmarkFailure if none comes in time
     */
    Arrival next(String operation, long withinNanos) throws BenchmarkFailure, InterruptedException {
        long end = clock.getAsLong() + withinNanos;
        while (true) {
            Arrival arrival = arrivals.poll(end - clock.getAsLong(), TimeUnit.NANOSECONDS);
            if (arrival == null) {
                throw new BenchmarkFailure("the agent got no " + operation + " within "
                        + TimeUnit.NANOSECONDS.toMillis(withinNanos) + " ms");
            }
            if (arrival.operation().equals(operation)) {
                return arrival;
            }
        }
    }

    /** All that has arrived and was not taken, in order. */
    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** Forgets what has arrived. */
    void forget() {
        arrivals.clear();
    }

    /** Says this to every endpoint that is connected. */
    void say(String text) {
        endpoints.writeAndFlush(new TextWebSocketFrame(text)).awaitUninterruptibly(END_MILLIS);
    }

    /** How many messages with that operation wait to be taken. */
    long waiting(String operation) {
        return arrivals.stream()
                .filter(arrival -> arrival.operation().equals(operation))
                .count();
    }

    /** How many different bands and UIDs the messages that wait to be taken are about. */
    long subjects() {
        return arrivals.stream()
                .map(Arrival::subject)
                .filter(subject -> !subject.isEmpty())
                .distinct()
                .count();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        loop.shutdownGracefully(0, END_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(END_MILLIS);
    }

    private final class Door extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
            endpoints.add(channel);
            channel.pipeline()
                    .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(LARGEST_REQUEST_BYTES),
                            new WebSocketServerProtocolHandler(PATH),
                            new Notes());
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what a closing connection answers changes nothing
    private final class Notes extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
            long now = clock.getAsLong();
            JsonNode message = json.readTree(frame.text());
            JsonNode payload = message.path("payload");
            arrivals.add(new Arrival(
                    message.path("operation").asString(""),
                    message.path("status").asInt(0),
                    payload.path("device").asString(payload.path("nfc_uid").asString("")),
                    payload.path("reader").asString(""),
                    now));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // The daemon that ends resets its connection; whatever else goes wrong shows as a message that is missing.
            context.close();
        }
    }
}
