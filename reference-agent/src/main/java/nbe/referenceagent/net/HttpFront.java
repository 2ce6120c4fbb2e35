package nbe.referenceagent.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import nbe.referenceagent.phoenix.PhoenixConversation;
import nbe.referenceagent.phoenix.PhoenixFrame;
import nbe.referenceagent.switchboard.Conversation;
import nbe.referenceagent.switchboard.Recipient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Answers the HTTP request that begins each connection: with a WebSocket, a page, or a refusal. On Netty's event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // the connection is closed after each answer, written or not
public final class HttpFront extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger("refagent");

    private final Listener listener;
    private final SharedState shared;
    private final LoggedTexts refusals;
    private Future<?> deadline;
    private boolean answered;

    HttpFront(Listener listener, SharedState shared, LoggedTexts refusals) {
        this.refusals = refusals;
        this.listener = listener;
        this.shared = shared;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline = ctx.executor()
                .schedule(() -> ctx.close(), shared.keepalive().handshake().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        deadline.cancel(false);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (answered) {
            return;
        }
        answered = true;
        if (request.decoderResult().isFailure()) {
            answer(ctx, request, page(HttpResponseStatus.BAD_REQUEST, "This is not an HTTP request."));
            return;
        }
        boolean webSocket = wantsWebSocket(request);
        Optional<String> refusal = listener.access()
                .refusal(
                        request.headers().get(HttpHeaderNames.HOST),
                        request.headers().get(HttpHeaderNames.ORIGIN),
                        webSocket);
        if (refusal.isPresent()) {
            LOG.atLevel(refusals.add(refusal.get()) ? Level.WARN : Level.DEBUG)
                    .log("a request to the {} port was refused: {}", listener.name(), refusal.get());
            answer(ctx, request, page(HttpResponseStatus.FORBIDDEN, "Refused: " + refusal.get() + "."));
        } else if (!webSocket) {
            answer(ctx, request, plain(request));
        } else if (!listener.accepts(path(request))) {
            answer(ctx, request, page(HttpResponseStatus.NOT_FOUND, "Endpoints connect to " + listener.path() + "."));
        } else if (!listener.phoenix() || version(request) == null) {
            upgrade(ctx, request, listener.newConversation());
        } else if (PhoenixFrame.VERSION.equals(version(request))) {
            upgrade(ctx, request, recipient -> new PhoenixConversation(recipient, listener.newConversation()));
        } else {
            answer(ctx, request, page(HttpResponseStatus.BAD_REQUEST, "Phoenix channels: only vsn=2.0.0."));
        }
    }

    /** The version of Phoenix channels that a client asks for; null if it asks for none. */
    private static String version(FullHttpRequest request) {
        try {
            List<String> versions =
                    new QueryStringDecoder(request.uri()).parameters().get("vsn");
            return versions == null ? null : versions.get(0);
        } catch (IllegalArgumentException e) {
            LOG.debug("the query of a request cannot be read", e);
            return null;
        }
    }

    private static boolean wantsWebSocket(FullHttpRequest request) {
        return request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && request.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
    }

    private static String path(FullHttpRequest request) {
        try {
            return new QueryStringDecoder(request.uri()).path();
        } catch (IllegalArgumentException e) {
            LOG.debug("the path of a request cannot be read", e);
            return "";
        }
    }

    private FullHttpResponse plain(FullHttpRequest request) {
        if (!HttpMethod.GET.equals(request.method()) && !HttpMethod.HEAD.equals(request.method())) {
            FullHttpResponse response = page(HttpResponseStatus.METHOD_NOT_ALLOWED, "Only GET and HEAD are answered.");
            response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
            return response;
        }
        Function<String, FullHttpResponse> found = listener.pages().get(path(request));
        if (found != null) {
            return found.apply(request.headers().get(HttpHeaderNames.HOST));
        }
        if (listener.path() != null && listener.accepts(path(request))) {
            FullHttpResponse response = page(HttpResponseStatus.UPGRADE_REQUIRED, "Endpoints speak WebSocket here.");
            response.headers().set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
            return response;
        }
        return page(HttpResponseStatus.NOT_FOUND, "There is nothing here.");
    }

    private void upgrade(
            ChannelHandlerContext ctx, FullHttpRequest request, Function<Recipient, Conversation> newConversation) {
        if (!WebSocketVersion.V13
                .toHttpHeaderValue()
                .equals(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            FullHttpResponse response =
                    page(HttpResponseStatus.UPGRADE_REQUIRED, "WebSocket version 13 is spoken here.");
            response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, WebSocketVersion.V13.toHttpHeaderValue());
            answer(ctx, request, response);
            return;
        }
        WebSocketServerHandshaker13 handshaker = new WebSocketServerHandshaker13(
                "",
                null,
                WebSocketDecoderConfig.newBuilder()
                        .maxFramePayloadLength(WebSocketSession.MESSAGE_AT_MOST_BYTES)
                        .closeOnProtocolViolation(false)
                        .withUTF8Validator(false)
                        .build());
        WebSocketSession session = new WebSocketSession(shared, RemoteAddress.of(ctx.channel()), newConversation);
        ctx.pipeline().addLast(session);
        try {
            handshaker.handshake(ctx.channel(), request);
        } catch (WebSocketHandshakeException e) {
            ctx.pipeline().remove(session);
            answer(ctx, request, page(HttpResponseStatus.BAD_REQUEST, "This is not a WebSocket handshake."));
            return;
        }
        session.begin(ctx.pipeline().context(session));
        ctx.pipeline().remove(this);
    }

    static FullHttpResponse page(HttpResponseStatus status, String text) {
        return page(status, "text/plain; charset=utf-8", Unpooled.copiedBuffer(text + "\n", StandardCharsets.UTF_8));
    }

    /** A response that browsers neither cache, frame nor sniff. */
    public static FullHttpResponse page(HttpResponseStatus status, String type, ByteBuf content) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'")
                .set("X-Content-Type-Options", "nosniff")
                .set("X-Frame-Options", "DENY")
                .set("Referrer-Policy", "no-referrer")
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Cross-Origin-Resource-Policy", "same-origin");
        return response;
    }

    private void answer(ChannelHandlerContext ctx, FullHttpRequest request, FullHttpResponse response) {
        response.headers()
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        if (HttpMethod.HEAD.equals(request.method())) {
            response.content().clear();
        }
        int length = response.content().readableBytes();
        ChannelFuture written = ctx.writeAndFlush(response);
        written.addListener(ChannelFutureListener.CLOSE)
                .addListener(done -> shared.fatal().check(done.cause()));
        shared.unread().share(() -> ctx.channel().close()).count(written, length);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        shared.fatal().check(cause);
        LOG.debug("the request of {} failed", RemoteAddress.of(ctx.channel()), cause);
        ctx.close();
    }
}
