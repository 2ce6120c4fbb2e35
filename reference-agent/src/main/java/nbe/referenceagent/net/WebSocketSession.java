package nbe.referenceagent.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import nbe.referenceagent.switchboard.Conversation;
import nbe.referenceagent.switchboard.Recipient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket connection after its handshake: text in, text out, keepalive, close frames. It closes in two steps: closing the
 * socket while the client still sends would reset the connection, and the client would lose the close frame. On Netty's event loop.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // a write that fails closes the channel; the result of a close changes nothing
public final class WebSocketSession extends ChannelInboundHandlerAdapter implements Recipient {
    /** Bytes that may wait for a client that does not read; beyond it the client is cut off. */
    static final int UNREAD_AT_MOST_BYTES = 4 << 20;
    /** A client with more waiting bytes than this misses messages that may be missed, see {@link #offer}. */
    static final int OFFERED_AT_MOST_BYTES = 64 << 10;
    /** The longest message that is accepted (docs/protocol.md, 4.1). */
    static final int MESSAGE_AT_MOST_BYTES = 64 << 10;

    private static final Logger LOG = LoggerFactory.getLogger("refagent");
    private static final String AGGREGATOR = "aggregator";

    private final SharedState shared;
    private final Keepalive keepalive;
    private final UnsentBytes.Share unread;
    private final String remote;
    private final Function<Recipient, Conversation> newConversation;
    private Conversation conversation;
    private ChannelHandlerContext ctx;
    private Future<?> pings;
    private ByteBuf early;
    private boolean closing;
    private String why;

    WebSocketSession(SharedState shared, String remote, Function<Recipient, Conversation> newConversation) {
        this.shared = shared;
        keepalive = shared.keepalive();
        unread = shared.unread().share(this::cutForOthers);
        this.remote = remote;
        this.newConversation = newConversation;
    }

    /** Starts after the handshake: the pipeline has the frame codec, and this handler at its end. */
    void begin(ChannelHandlerContext context) {
        ctx = context;
        long silenceMillis = keepalive.silence().toMillis();
        ctx.pipeline()
                .addFirst(new IdleStateHandler(silenceMillis, 0, 0, TimeUnit.MILLISECONDS))
                .addBefore(ctx.name(), AGGREGATOR, new WebSocketFrameAggregator(MESSAGE_AT_MOST_BYTES));
        long pingMillis = keepalive.pingEvery().toMillis();
        pings = ctx.executor()
                .scheduleAtFixedRate(shared.fatal().guard(this::ping), pingMillis, pingMillis, TimeUnit.MILLISECONDS);
        conversation = newConversation.apply(this);
        conversation.opened();
        feedEarlyBytes();
    }

    @Override
    public String remote() {
        return remote;
    }

    @Override
    public boolean send(String message) {
        if (ctx == null || closing || !ctx.channel().isActive()) {
            return false;
        }
        LOG.trace("{} << {}", remote, message);
        write(new TextWebSocketFrame(message));
        if (!ctx.channel().isActive()) {
            return false;
        }
        if (!ctx.channel().isWritable()) {
            LOG.warn("{} does not read what it is sent: cut off", remote);
            cut("it did not read: " + (UNREAD_AT_MOST_BYTES >> 20) + " MiB were waiting for it");
            return false;
        }
        return true;
    }

    @Override
    public void offer(String message) {
        if (ctx != null && UNREAD_AT_MOST_BYTES - ctx.channel().bytesBeforeUnwritable() <= OFFERED_AT_MOST_BYTES) {
            send(message);
        }
    }

    @Override
    public void close(int code, String reason) {
        if (ctx == null || closing) {
            return;
        }
        sayGoodbye(code, reason);
    }

    private ChannelFuture sayGoodbye(int code, String reason) {
        closing = true;
        note("closed by the agent: " + code + " " + reason);
        ctx.executor().schedule(() -> ctx.close(), keepalive.farewell().toMillis(), TimeUnit.MILLISECONDS);
        return ctx.writeAndFlush(new CloseWebSocketFrame(code, reason));
    }

    private void write(WebSocketFrame frame) {
        int length = frame.content().readableBytes();
        ChannelFuture written = ctx.writeAndFlush(frame);
        written.addListener(ChannelFutureListener.CLOSE_ON_FAILURE)
                .addListener(done -> shared.fatal().check(done.cause()));
        unread.count(written, length);
    }

    private void ping() {
        if (!closing) {
            write(new PingWebSocketFrame());
        }
    }

    /** Closes at once, without a close frame. */
    private void cut(String reason) {
        closing = true;
        note(reason);
        // From the head of the pipeline: TLS would wait until the client has read everything.
        ctx.pipeline().firstContext().close();
    }

    /** Called by {@link UnsentBytes} for the client with the most waiting bytes. */
    private void cutForOthers() {
        LOG.warn("{} does not read what it is sent, and no other has more waiting for it: cut off", remote);
        cut("it did not read: of " + (UnsentBytes.ALL_AT_MOST_BYTES >> 20)
                + " MiB that may wait for all clients together, it had most");
    }

    private void note(String reason) {
        if (why == null) {
            why = reason;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        if (frame instanceof ByteBuf bytes) {
            raw(bytes);
            return;
        }
        try {
            if (frame instanceof CloseWebSocketFrame close) {
                closed(close);
            } else if (closing) {
                return;
            } else if (frame instanceof TextWebSocketFrame text) {
                text(text.content());
            } else if (frame instanceof BinaryWebSocketFrame) {
                refuse(WebSocketCloseStatus.INVALID_MESSAGE_TYPE.code(), "only text messages are understood");
            } else if (frame instanceof PingWebSocketFrame ping && ctx.channel().isWritable()) {
                write(new PongWebSocketFrame(ping.content().retain()));
            }
        } finally {
            ReferenceCountUtil.release(frame);
        }
    }

    /** Keeps bytes that came before the frame codec was in place, discards those that come after it was removed. */
    private void raw(ByteBuf bytes) {
        if (ctx == null) {
            early = early == null ? bytes : Unpooled.wrappedBuffer(early, bytes);
        } else {
            bytes.release();
        }
    }

    private void feedEarlyBytes() {
        if (early == null) {
            return;
        }
        ByteBuf bytes = early;
        early = null;
        WebSocket13FrameDecoder decoder = ctx.pipeline().get(WebSocket13FrameDecoder.class);
        try {
            decoder.channelRead(ctx.pipeline().context(decoder), bytes);
        } catch (Exception e) {
            exceptionCaught(ctx, e);
        }
    }

    private void text(ByteBuf content) {
        String message;
        try {
            message = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(content.nioBuffer())
                    .toString();
        } catch (CharacterCodingException e) {
            refuse(WebSocketCloseStatus.INVALID_PAYLOAD_DATA.code(), "a text message is UTF-8");
            return;
        }
        LOG.trace("{} >> {}", remote, message);
        try {
            conversation.received(message);
        } catch (RuntimeException e) {
            shared.fatal().check(e);
            LOG.error("a message of {} characters from {} caused a failure", message.length(), remote, e);
            LOG.debug("the message was {}", message);
        }
    }

    private void closed(CloseWebSocketFrame frame) {
        if (closing) {
            ctx.close();
            return;
        }
        closing = true;
        int code = frame.statusCode();
        note("closed by the client: " + (code < 0 ? "no code" : code + " " + frame.reasonText()));
        ctx.writeAndFlush(code < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, ""))
                .addListener(done -> ctx.close());
    }

    /** Sends the close frame, ends our half of the stream, and discards what the client still sends. */
    private void refuse(int code, String reason) {
        if (closing) {
            return;
        }
        LOG.debug("{} is closed with {}: {}", remote, code, reason);
        sayGoodbye(code, reason).addListener(done -> endOutput());
        ctx.pipeline().remove(WebSocketFrameAggregator.class);
        ctx.pipeline().remove(WebSocket13FrameDecoder.class);
    }

    private void endOutput() {
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        } else if (ctx.channel() instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent idle && idle.state() == IdleState.READER_IDLE) {
            String reason = "nothing heard for " + keepalive.silence().toSeconds() + " s";
            note(reason);
            close(WebSocketCloseStatus.POLICY_VIOLATION.code(), reason);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        shared.fatal().check(cause);
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            refuse(corrupted.closeStatus().code(), "not a frame of RFC 6455, or too long");
        } else if (cause instanceof TooLongFrameException) {
            refuse(WebSocketCloseStatus.MESSAGE_TOO_BIG.code(), "a message has at most 64 KiB");
        } else {
            LOG.debug("the connection of {} failed", remote, cause);
            note("connection lost: " + cause.getMessage());
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        if (pings != null) {
            pings.cancel(false);
        }
        ReferenceCountUtil.release(early);
        early = null;
        if (conversation != null) {
            conversation.ended(why == null ? "connection lost" : why);
        }
        super.channelInactive(context);
    }
}
