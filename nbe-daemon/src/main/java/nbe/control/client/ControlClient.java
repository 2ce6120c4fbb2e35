package nbe.control.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nbe.control.status.Status;
import nbe.control.status.StatusJson;
import tools.jackson.core.JacksonException;

/**
 * Asks the daemon behind one control socket. Each request has a connection of its own. Any thread may ask, and waits for the head of the
 * answer.
 */
public final class ControlClient implements AutoCloseable {
    /** How long the daemon may take for the head of an answer; a scan answers once it is over. */
    private static final long PATIENCE_S = 10;

    private static final long QUIET_MS = 0;
    private static final long LONGEST_CLOSE_MS = 500;

    private final Path socket;
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("control-client", true), NioIoHandler.newFactory());

    public ControlClient(Path socket) {
        this.socket = socket;
    }

    /** Where the daemon is asked. */
    public Path socket() {
        return socket;
    }

    /** The daemon's status. */
    public Status status() throws IOException, InterruptedException {
        return statusOf(statusJson());
    }

    /** The status in this answer of {@link #statusJson}. */
    public Status statusOf(byte[] json) throws IOException {
        try {
            return StatusJson.read(json);
        } catch (JacksonException e) {
            throw new IOException("the daemon at " + socket + " answered something else than a status", e);
        }
    }

    /** The daemon's status as it sends it. */
    public byte[] statusJson() throws IOException, InterruptedException {
        try (ControlAnswer answer = get("/v1/status")) {
            if (!answer.isOk()) {
                throw new IOException(
                        "the daemon at " + socket + " answered " + answer.status() + ": " + answer.text());
            }
            return answer.bytes();
        }
    }

    /**
     * Asks with GET.
     *
     * @param target path and query, encoded
     */
    public ControlAnswer get(String target) throws IOException, InterruptedException {
        return ask(HttpMethod.GET, target, Optional.empty(), PATIENCE_S);
    }

    /** The same for an answer whose head takes {@code seconds} longer. */
    public ControlAnswer getAfter(int seconds, String target) throws IOException, InterruptedException {
        return ask(HttpMethod.GET, target, Optional.empty(), PATIENCE_S + seconds);
    }

    /** Asks with PUT and this JSON. */
    public ControlAnswer put(String target, String json) throws IOException, InterruptedException {
        return ask(HttpMethod.PUT, target, Optional.of(json), PATIENCE_S);
    }

    /** Asks with POST and no body. */
    public ControlAnswer post(String target) throws IOException, InterruptedException {
        return ask(HttpMethod.POST, target, Optional.empty(), PATIENCE_S);
    }

    private ControlAnswer ask(HttpMethod method, String target, Optional<String> json, long patienceS)
            throws IOException, InterruptedException {
        CompletableFuture<ControlAnswer> answer = new CompletableFuture<>();
        Channel channel = connect(answer);
        channel.writeAndFlush(request(method, target, json)).addListener(sent -> {
            if (!sent.isSuccess()) {
                answer.completeExceptionally(sent.cause());
            }
        });
        try {
            return answer.get(patienceS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw asIo(e.getCause());
        } catch (TimeoutException e) {
            channel.close();
            throw new IOException("the daemon at " + socket + " did not answer within " + patienceS + " s", e);
        }
    }

    private Channel connect(CompletableFuture<ControlAnswer> answer) throws IOException, InterruptedException {
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channel(NioDomainSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpClientCodec(), new AnswerHandler(answer));
                    }
                });
        var connecting = bootstrap.connect(UnixDomainSocketAddress.of(socket)).await();
        if (!connecting.isSuccess()) {
            throw asIo(connecting.cause());
        }
        return connecting.channel();
    }

    private static FullHttpRequest request(HttpMethod method, String target, Optional<String> json) {
        ByteBuf body = json.map(text -> Unpooled.copiedBuffer(text, StandardCharsets.UTF_8))
                .orElse(Unpooled.EMPTY_BUFFER);
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, target, body);
        request.headers().set(HttpHeaderNames.HOST, "nbe").set(HttpHeaderNames.CONNECTION, "close");
        if (json.isPresent()) {
            request.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        }
        if (!method.equals(HttpMethod.GET)) {
            request.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        }
        return request;
    }

    private static IOException asIo(Throwable cause) {
        return cause instanceof IOException io ? io : new IOException(cause);
    }

    @Override
    public void close() {
        group.shutdownGracefully(QUIET_MS, LONGEST_CLOSE_MS, TimeUnit.MILLISECONDS);
    }

    /** Passes an answer on. Netty's thread. */
    private final class AnswerHandler extends SimpleChannelInboundHandler<HttpObject> {
        private final CompletableFuture<ControlAnswer> answer;
        private Optional<BodyStream> body = Optional.empty();

        AnswerHandler(CompletableFuture<ControlAnswer> answer) {
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
            if (message.decoderResult().isFailure()) {
                exceptionCaught(context, message.decoderResult().cause());
                return;
            }
            if (message instanceof HttpResponse head) {
                BodyStream stream = new BodyStream(context.channel());
                body = Optional.of(stream);
                answer.complete(new ControlAnswer(head.status().code(), stream));
            }
            if (message instanceof HttpContent piece) {
                byte[] bytes = new byte[piece.content().readableBytes()];
                piece.content().readBytes(bytes);
                body.orElseThrow().put(bytes);
            }
            if (message instanceof LastHttpContent) {
                body.orElseThrow().end();
                context.close();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            fail(new IOException("the daemon at " + socket + " closed the connection"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            fail(asIo(cause));
            context.close();
        }

        private void fail(IOException cause) {
            answer.completeExceptionally(cause);
            body.ifPresent(stream -> stream.fail(cause));
        }
    }
}
