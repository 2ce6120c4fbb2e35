package nbe.agent.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nbe.agent.link.AgentAddress;
import nbe.agent.link.LinkLimits;
import nbe.agent.link.PeerText;
import nbe.base.Printable;
import nbe.version.ProgramVersion;

/**
 * Does the opening handshake of RFC 6455 section 4.1, and finds the sentence for any other answer. On the event loop.
 */
final class UpgradeHandler extends SimpleChannelInboundHandler<HttpObject> {
    /** Bytes of a refusal's body that are read, for its first line. */
    private static final int BODY_BYTES = 1_024;

    private static final int LONGEST_QUOTE = 160;

    /** How long to wait for the end of that body; not all bodies have one. */
    private static final long BODY_MILLIS = 1_000;

    private final AgentConnection connection;
    private final AgentAddress address;
    private final WebSocketClientHandshaker13 handshaker;
    private final ByteBuf body = Unpooled.buffer();
    private ChannelHandlerContext ctx;
    private HttpResponse answer;
    private ScheduledFuture<?> bodyOver;
    private boolean done;

    UpgradeHandler(AgentConnection connection, AgentAddress address) {
        this.connection = connection;
        this.address = address;
        this.handshaker = new Handshaker(address);
    }

    /** Netty's, but a violation of the protocol is left to {@link FrameHandler}, which closes without losing the close frame. */
    private static final class Handshaker extends WebSocketClientHandshaker13 {
        Handshaker(AgentAddress address) {
            super(
                    URI.create("ws://agent" + address.resource()),
                    WebSocketVersion.V13,
                    null,
                    false,
                    new DefaultHttpHeaders()
                            .add(HttpHeaderNames.HOST, address.authority())
                            .add(HttpHeaderNames.USER_AGENT, ProgramVersion.userAgent()),
                    LinkLimits.MESSAGE_BYTES,
                    true,
                    false,
                    -1);
        }

        @Override
        protected FullHttpRequest newHandshakeRequest() {
            FullHttpRequest request = super.newHandshakeRequest();
            // says which web page a browser is on (RFC 6455 section 4.1, item 8); we are none, and servers that check
            // refuse
            request.headers().remove(HttpHeaderNames.ORIGIN);
            return request;
        }

        @Override
        protected WebSocketFrameDecoder newWebsocketDecoder() {
            return new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                    .expectMaskedFrames(false)
                    .allowMaskMismatch(false)
                    .allowExtensions(false)
                    .maxFramePayloadLength(LinkLimits.MESSAGE_BYTES)
                    .closeOnProtocolViolation(false)
                    .withUTF8Validator(false)
                    .build());
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        ctx = added;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (!handshake.isSuccess()) {
                connection.broken(handshake.cause());
            } else if (connection.stage().secured()) {
                request();
            }
        }
        context.fireUserEventTriggered(event);
    }

    /** Sends the request; TCP, and TLS where there is TLS, must be there. */
    void request() {
        handshaker.handshake(ctx.channel()).addListener(sent -> {
            if (!sent.isSuccess()) {
                connection.broken(sent.cause());
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (done) {
            return;
        }
        if (answer == null && part instanceof HttpResponse response) {
            begin(response);
        }
        if (answer != null && part instanceof HttpContent content) {
            ByteBuf bytes = content.content();
            body.writeBytes(bytes, Math.min(bytes.readableBytes(), BODY_BYTES - body.readableBytes()));
            if (part instanceof LastHttpContent || body.readableBytes() == BODY_BYTES) {
                refused();
            }
        }
    }

    private void begin(HttpResponse response) {
        int status = response.status().code();
        if (response.decoderResult().isFailure()) {
            done = true;
            connection
                    .stage()
                    .refused(
                            "no HTTP",
                            "the agent's answer is no HTTP: "
                                    + Printable.bounded(
                                            String.valueOf(response.decoderResult()
                                                    .cause()
                                                    .getMessage()),
                                            LONGEST_QUOTE)
                                    + "; check the port: that is no WebSocket server");
        } else if (status == 101) {
            done = true;
            upgrade(response);
        } else if (status >= 200) {
            answer = response;
            bodyOver = ctx.executor().schedule(this::refused, BODY_MILLIS, TimeUnit.MILLISECONDS);
        }
        // other 1xx are interim, the answer proper follows (RFC 9110 section 15.2)
    }

    private void upgrade(HttpResponse response) {
        if (response.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)) {
            connection
                    .stage()
                    .refused(
                            "extension",
                            "the agent switched on a WebSocket extension that was not asked for: "
                                    + Printable.bounded(
                                            response.headers().get(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS),
                                            LONGEST_QUOTE));
            return;
        }
        try {
            handshaker.finishHandshake(
                    ctx.channel(),
                    new DefaultFullHttpResponse(
                            response.protocolVersion(),
                            response.status(),
                            Unpooled.EMPTY_BUFFER,
                            response.headers(),
                            EmptyHttpHeaders.INSTANCE));
        } catch (WebSocketClientHandshakeException e) {
            connection
                    .stage()
                    .refused(
                            "101",
                            "the agent's 101 is no valid answer to a WebSocket request: "
                                    + Printable.bounded(e.getMessage(), LONGEST_QUOTE)
                                    + "; it is no WebSocket server, or something between changes what is said");
            return;
        }
        connection.stage().upgraded(ctx);
    }

    private void refused() {
        if (done) {
            return;
        }
        done = true;
        bodyOver.cancel(false);
        int status = answer.status().code();
        StringBuilder text = new StringBuilder("the agent answers ")
                .append(Printable.bounded(answer.status().toString(), LONGEST_QUOTE))
                .append(" instead of 101");
        String line = PeerText.firstLine(body.toString(StandardCharsets.UTF_8), LONGEST_QUOTE);
        if (!line.isEmpty()) {
            text.append(": ").append(line);
        }
        String location = answer.headers().get(HttpHeaderNames.LOCATION);
        if (status >= 300 && status < 400) {
            text.append("; a redirect is not followed, put the right address into agent_url");
            if (location != null) {
                text.append(" (it names ")
                        .append(Printable.bounded(location, LONGEST_QUOTE))
                        .append(')');
            }
        } else if (status == 401 || status == 403) {
            List<String> schemes = AuthSchemes.offered(answer.headers(), HttpHeaderNames.WWW_AUTHENTICATE);
            text.append("; it does not let this endpoint in");
            if (!schemes.isEmpty()) {
                text.append(" without a login by ")
                        .append(String.join(" or ", schemes))
                        .append(", and the endpoint has none");
            }
            text.append(": ask its administrator what it expects (an address, a client certificate, something in"
                    + " agent_url)");
        } else if (status == 407 || status == 511) {
            text.append(
                    "; that is a proxy or gateway on the way, which asks for a login: let it admit this computer, or"
                            + " put a proxy into [proxy] url");
        } else if (status >= 500) {
            text.append("; that is the agent's own trouble, or that of a gateway before it: see its log");
        } else {
            text.append("; is the path in agent_url right, and is that a WebSocket server? The path is ")
                    .append(Printable.bounded(address.resource().replaceFirst("\\?.*", ""), LONGEST_QUOTE));
        }
        connection.stage().refused("status " + status, text.toString());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (answer != null) {
            refused();
        } else if (!done) {
            connection.broken(null);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        connection.broken(cause);
    }
}
