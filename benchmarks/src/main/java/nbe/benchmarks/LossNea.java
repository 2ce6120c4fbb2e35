package nbe.benchmarks;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The NEA of {@code benchmarks/loss --reference}, as a process of its own that may be killed at any moment: subscribes to one
 * endpoint, writes every message into a {@link LossRecord}, and connects again whenever it is disconnected.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of a connection shows in the record
public final class LossNea {
    /** Written when the connection is lost. */
    static final String GONE = "gone";
    /** The answer to it says that from here on nothing is missed. */
    static final String SUBSCRIBE = "subscribe_endpoint";

    private static final int LARGEST_ANSWER_BYTES = 65_536;
    private static final long PAUSE_MILLIS = 100;

    private final LossRecord record;
    private final URI url;
    private final String endpoint;
    private final EventLoop loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()).next();
    private int connections;

    private LossNea(LossRecord record, URI url, String endpoint) {
        this.record = record;
        this.url = url;
        this.endpoint = endpoint;
    }

    /** Arguments: the file, the URL of the agent's side for NEAs, the endpoint. Runs until it is killed. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        try (LossRecord record = new LossRecord(Path.of(arguments[0]))) {
            LossNea nea = new LossNea(record, URI.create(arguments[1]), arguments[2]);
            nea.loop.execute(nea::connect);
            new CountDownLatch(1).await();
        }
    }

    private void connect() {
        connections++;
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .handler(new Door(connections))
                .connect(url.getHost(), url.getPort())
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        again();
                    }
                });
    }

    private void again() {
        loop.schedule(this::connect, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private final class Door extends ChannelInitializer<SocketChannel> {
        private final int connection;

        Door(int connection) {
            this.connection = connection;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            channel.pipeline()
                    .addLast(
                            new HttpClientCodec(),
                            new HttpObjectAggregator(LARGEST_ANSWER_BYTES),
                            new WebSocketClientProtocolHandler(WebSocketClientProtocolConfig.newBuilder()
                                    .webSocketUri(url)
                                    .build()),
                            new Ears(connection));
        }
    }

    private final class Ears extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private final int connection;
        private boolean open;

        Ears(int connection) {
            this.connection = connection;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                open = true;
                subscribe(context.channel());
            }
        }

        private void subscribe(Channel channel) {
            channel.writeAndFlush(new TextWebSocketFrame("{\"operation\":\"" + SUBSCRIBE
                    + "\",\"exchange\":\"1\",\"payload\":{\"endpoint_id\":\"" + endpoint
                    + "\"},\"status\":0,\"error\":{}}"));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
            record.write(connection, frame.text());
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (open) {
                record.write(connection, "{\"operation\":\"" + GONE + "\"}");
            }
            again();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (cause instanceof UncheckedIOException) {
                Runtime.getRuntime().halt(1); // what is not written down must not be taken for received
            }
            context.close();
        }
    }
}
