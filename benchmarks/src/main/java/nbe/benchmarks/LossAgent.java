package nbe.benchmarks;

import io.netty.bootstrap.ServerBootstrap;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * The agent of {@code benchmarks/loss}, as a process of its own that may be killed at any moment: writes every message into a
 * {@link LossRecord} before it reads on.
 */
public final class LossAgent {
    static final String PATH = "/socket/websocket";
    private static final int LARGEST_REQUEST_BYTES = 65_536;

    private final LossRecord record;
    private int connections;

    private LossAgent(LossRecord record) {
        this.record = record;
    }

    /** Arguments: the file, the address, the port. Runs until it is killed. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        try (LossRecord record = new LossRecord(Path.of(arguments[0]))) {
            new LossAgent(record).serve(new InetSocketAddress(arguments[1], Integer.parseInt(arguments[2])));
        }
    }

    private void serve(InetSocketAddress address) throws InterruptedException {
        new ServerBootstrap()
                .group(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()))
                .channel(NioServerSocketChannel.class)
                .childHandler(new Door())
                .bind(address)
                .sync()
                .channel()
                .closeFuture()
                .sync();
    }

    private final class Door extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
            connections++;
            channel.pipeline()
                    .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(LARGEST_REQUEST_BYTES),
                            new WebSocketServerProtocolHandler(PATH),
                            new Notes(connections));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what a closing connection answers changes nothing
    private final class Notes extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private final int connection;

        Notes(int connection) {
            this.connection = connection;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
            record.write(connection, frame.text());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (cause instanceof UncheckedIOException) {
                Runtime.getRuntime().halt(1); // nothing may be confirmed that is not written down
            }
            context.close();
        }
    }
}
