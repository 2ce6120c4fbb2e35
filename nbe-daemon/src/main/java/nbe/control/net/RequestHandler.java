package nbe.control.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.concurrent.Future;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import nbe.base.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of one connection, one after the other: reads the next one when an answer is written. While a stream goes on it
 * reads and drops what comes, to notice that the client leaves. On the control thread.
 */
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    /** How long a connection may wait for its next request, and this request for its end. */
    static final int IDLE_SECONDS = 30;

    private static final Logger LOG = LoggerFactory.getLogger("control");
    private static final int LONGEST_QUOTE = 80;
    private static final String SCHEME = "http://";

    private final Routes routes;
    private Optional<HttpReply> reply = Optional.empty();
    private Future<?> idle;

    RequestHandler(Routes routes) {
        this.routes = routes;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        awaitRequest(context);
    }

    private void awaitRequest(ChannelHandlerContext context) {
        reply = Optional.empty();
        idle = context.executor().schedule(() -> Quietly.close(context.channel()), IDLE_SECONDS, TimeUnit.SECONDS);
        context.read();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (reply.isPresent()) {
            return; // behind a request whose answer ends the connection
        }
        idle.cancel(false);
        HttpReply answering = new HttpReply(context, request, () -> awaitRequest(context));
        reply = Optional.of(answering);
        try {
            answer(request, answering);
        } catch (BadRequest e) {
            answering.error(HttpResponseStatus.BAD_REQUEST.code(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("a fault of this program at {} {}", request.method(), Printable.bounded(request.uri()), e);
            answering.error(HttpResponseStatus.INTERNAL_SERVER_ERROR.code(), "a fault of this program; its log has it");
        }
    }

    /** Nothing has come of the last read, or not enough. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (reply.isEmpty() || reply.get().isStream()) {
            context.read();
        }
    }

    private void answer(FullHttpRequest request, HttpReply to) throws BadRequest {
        if (request.decoderResult().isFailure()) {
            to.last(statusOf(request.decoderResult()), textOf(request.decoderResult()));
            return;
        }
        if (request.protocolVersion().majorVersion() != HttpVersion.HTTP_1_1.majorVersion()) {
            to.last(
                    HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED,
                    request.protocolVersion() + " is not spoken here; allowed: HTTP/1.1");
            return;
        }
        QueryStringDecoder url = new QueryStringDecoder(fromPath(request.uri()));
        String path = decoded(url::path);
        Optional<Route.Action> action = routes.action(request.method(), path);
        if (action.isPresent()) {
            ControlRequest asked = new ControlRequest(
                    decoded(url::parameters),
                    String.join(",", request.headers().getAll(HttpHeaderNames.ACCEPT)),
                    body(request));
            LOG.debug("{} {}", request.method(), request.uri());
            action.get().answer(asked, to);
        } else if (routes.hasPath(path)) {
            to.notAllowed(
                    routes.allowed(path),
                    path + " does not know "
                            + Printable.bounded(request.method().name(), LONGEST_QUOTE) + "; allowed: "
                            + routes.allowed(path));
        } else {
            to.error(
                    HttpResponseStatus.NOT_FOUND.code(),
                    "there is no " + Printable.bounded(path, LONGEST_QUOTE) + "; there are " + routes.paths());
        }
    }

    /** The URL from its path on; clients that take us for a proxy name scheme and host as well (RFC 9112 section 3.2.2). */
    private static String fromPath(String uri) {
        int host = uri.startsWith(SCHEME) ? SCHEME.length() : 0;
        int path = host == 0 ? 0 : uri.indexOf('/', host);
        return path < 0 ? "/" : uri.substring(path);
    }

    private static <T> T decoded(Supplier<T> part) throws BadRequest {
        try {
            return part.get();
        } catch (IllegalArgumentException e) {
            throw new BadRequest("the URL cannot be decoded: " + Printable.bounded(String.valueOf(e.getMessage())));
        }
    }

    private static String body(FullHttpRequest request) throws BadRequest {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(request.content().nioBuffer())
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadRequest("the body is not UTF-8");
        }
    }

    private static HttpResponseStatus statusOf(DecoderResult failure) {
        if (failure.cause() instanceof TooLongHttpLineException) {
            return HttpResponseStatus.REQUEST_URI_TOO_LONG;
        }
        return failure.cause() instanceof TooLongHttpHeaderException
                ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                : HttpResponseStatus.BAD_REQUEST;
    }

    private static String textOf(DecoderResult failure) {
        if (failure.cause() instanceof TooLongHttpLineException) {
            return "the request line is longer than " + HttpConnections.LONGEST_BYTES + " bytes";
        }
        return failure.cause() instanceof TooLongHttpHeaderException
                ? "the headers are longer than " + HttpConnections.LONGEST_BYTES + " bytes"
                : "this is no request of HTTP/1.1: "
                        + Printable.bounded(String.valueOf(failure.cause().getMessage()));
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            reply.ifPresent(HttpReply::onWritable);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        idle.cancel(false);
        reply.ifPresent(HttpReply::onClosed);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("a connection broke", cause);
        Quietly.close(context.channel());
    }
}
