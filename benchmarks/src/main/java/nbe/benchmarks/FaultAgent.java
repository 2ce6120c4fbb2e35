package nbe.benchmarks;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** An agent that keeps everything it was told, in order. Listens on a free port of 127.0.0.1. Thread-safe. */
final class FaultAgent implements AutoCloseable {
    private static final String PATH = "/socket/websocket";
    private static final int LARGEST_REQUEST_BYTES = 65_536;
    private static final long END_MILLIS = 500;

    /**
     * A message of the endpoint.
     *
     * @param status of the envelope: 0, 5000, 5010
     * @param subject the band or the UID; empty if there is none
     * @param atNanos when it came
     */
    record Message(String operation, int status, String subject, long atNanos) {
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
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("fault-agent", true), NioIoHandler.newFactory());
    private final Channel listener;

    private FaultAgent(LongSupplier clock) {
        this.clock = clock;
        this.listener = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new Door())
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    /** @param clock monotonic nanoseconds */
    static FaultAgent start(LongSupplier clock) {
        return new FaultAgent(clock);
    }

    /** What goes into {@code agent_url}. */
    String url() {
        return "ws://127.0.0.1:" + ((InetSocketAddress) listener.localAddress()).getPort() + PATH;
    }

    /** All messages so far. */
    List<Message> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        loop.shutdownGracefully(0, END_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(END_MILLIS);
    }

    private final class Door extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
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
            messages.add(new Message(
                    message.path("operation").asString(""),
                    message.path("status").asInt(0),
                    payload.path("device").asString(payload.path("nfc_uid").asString("")),
                    now));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // A daemon that is killed resets its connection; whatever else goes wrong shows as a message that is
            // missing.
            context.close();
        }
    }
}
