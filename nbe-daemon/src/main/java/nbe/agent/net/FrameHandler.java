package nbe.agent.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import nbe.agent.link.AgentTransport;
import nbe.agent.link.Frame;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent;
import nbe.agent.link.LinkLimits;
import nbe.agent.link.PeerText;
import nbe.base.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frames of an open WebSocket: text messages in and out, pings, and every way to close (RFC 6455 sections 5 to 7). On the event loop.
 *
 * <p>Memory is bounded in both directions. Out: one text frame is in flight, with one pong, one ping and one more ping behind each frame
 * with a mark. In: while a message waits for {@link AgentTransport#readOn}, the handler reads nothing more from the socket, and holds
 * what was read together with it (at most 64 KiB).
 */
final class FrameHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger("agent");

    private static final int LONGEST_QUOTE = 123;

    private final AgentConnection connection;
    private final long closeMillis;
    private final Deque<WebSocketFrame> held = new ArrayDeque<>();

    private ChannelHandlerContext ctx;
    private boolean messageIsRead;
    private boolean pingOnItsWay;
    private boolean pongOnItsWay;
    private ByteBuf pongNext;

    /** Null while open; else why, and no more messages go either way. */
    private LinkCause closing;

    private ScheduledFuture<?> force;

    FrameHandler(AgentConnection connection, long closeMillis) {
        this.connection = connection;
        this.closeMillis = closeMillis;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        ctx = added;
    }

    // ---- out

    /** With a mark, a ping follows the frame, whose pong brings the mark back. */
    void send(Frame frame) {
        if (closing != null) {
            return;
        }
        LOG.trace("> {}", frame.text());
        ctx.write(new TextWebSocketFrame(frame.text())).addListener(written -> {
            if (written.isSuccess()) {
                connection.sent();
            } else {
                connection.broken(written.cause());
            }
        });
        if (frame.mark().isPresent() && closing == null) {
            long mark = frame.mark().getAsLong();
            LOG.trace("> ping {}", mark);
            Futures.logFailure("sending a ping", ctx.write(new PingWebSocketFrame(Unpooled.copyLong(mark))));
        }
        ctx.flush();
    }

    void ping() {
        // one that still waits behind a full socket will do
        if (closing != null || pingOnItsWay) {
            return;
        }
        LOG.trace("> ping");
        pingOnItsWay = true;
        ctx.writeAndFlush(new PingWebSocketFrame()).addListener(written -> pingOnItsWay = false);
    }

    void readOn() {
        messageIsRead = false;
        takeHeld();
    }

    /** Closes; the connection ends with the agent's answer, after {@code closeMillis} without one. */
    void close(int code, String reason, LinkCause cause) {
        if (closing == null) {
            beginClosing(cause);
            LOG.trace("> close {} {}", code, reason);
            Futures.logFailure("sending the close frame", ctx.writeAndFlush(new CloseWebSocketFrame(code, reason)));
        }
    }

    /** The agent broke the rules: sends it the code, and ends the connection. */
    private void fail(WebSocketCloseStatus status, String text) {
        if (closing != null) {
            return;
        }
        String whole = text + "; closed with " + status.code();
        beginClosing(new LinkCause(Kind.PROTOCOL, whole));
        LOG.trace("> close {} {}", status.code(), text);
        ctx.writeAndFlush(new CloseWebSocketFrame(status.code(), Printable.bounded(text, 40)))
                .addListener(written -> leave());
    }

    private void beginClosing(LinkCause cause) {
        closing = cause;
        dropHeld();
        ctx.channel().config().setAutoRead(true);
        force = ctx.executor().schedule(() -> connection.abort(closing), closeMillis, TimeUnit.MILLISECONDS);
    }

    /** The closing handshake is done as far as it concerns us. */
    private void leave() {
        stopForcing();
        connection.leave(closing);
    }

    // ---- in

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof WebSocketFrame frame)) {
            // the last of the HTTP answer, of no use here
            ReferenceCountUtil.release(message);
        } else if (closing == null) {
            held.add(frame);
            takeHeld();
        } else {
            if (frame instanceof CloseWebSocketFrame close) {
                LOG.trace("< close {}", close.statusCode());
                leave();
            }
            frame.release();
        }
    }

    private void takeHeld() {
        while (closing == null && !messageIsRead && !held.isEmpty()) {
            WebSocketFrame frame = held.remove();
            try {
                take(frame);
            } finally {
                frame.release();
            }
        }
        ctx.channel().config().setAutoRead(closing != null || !messageIsRead);
    }

    private void take(WebSocketFrame frame) {
        if (frame instanceof PingWebSocketFrame) {
            LOG.trace("< ping");
            pong(Unpooled.copiedBuffer(frame.content()));
        } else if (frame instanceof PongWebSocketFrame) {
            LOG.trace("< pong");
            if (frame.content().readableBytes() == Long.BYTES) { // the pings of the keepalive carry nothing
                long mark = frame.content().getLong(frame.content().readerIndex());
                connection.post(new LinkEvent.Confirmed(connection.link(), mark));
            }
        } else if (frame instanceof CloseWebSocketFrame close) {
            closedByAgent(close);
        } else if (frame instanceof BinaryWebSocketFrame) {
            fail(WebSocketCloseStatus.INVALID_MESSAGE_TYPE, "the agent sent a binary message");
        } else {
            takeText(frame.content());
        }
    }

    private void takeText(ByteBuf message) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(message.nioBuffer())
                    .toString();
        } catch (CharacterCodingException e) {
            LOG.debug("no UTF-8: {}", ByteBufUtil.hexDump(message, 0, Math.min(message.readableBytes(), 64)), e);
            fail(WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "the agent sent text that is not UTF-8");
            return;
        }
        LOG.trace("< {}", text);
        messageIsRead = true;
        connection.post(new LinkEvent.Text(connection.link(), text));
    }

    /** While one pong waits behind a full socket, only the newest ping is answered after it (RFC 6455 section 5.5.3). */
    private void pong(ByteBuf data) {
        if (pongOnItsWay) {
            pongNext = data;
            return;
        }
        LOG.trace("> pong");
        pongOnItsWay = true;
        ctx.writeAndFlush(new PongWebSocketFrame(data)).addListener(written -> {
            pongOnItsWay = false;
            ByteBuf next = pongNext;
            pongNext = null;
            if (next != null && written.isSuccess() && closing == null) {
                pong(next);
            }
        });
    }

    private void closedByAgent(CloseWebSocketFrame close) {
        int code = close.statusCode();
        LOG.trace("< close {}", code);
        String text = "closed by the agent, " + (code < 0 ? "without a code" : code);
        String reason = close.reasonText().isEmpty() ? "" : ": " + Printable.bounded(close.reasonText(), LONGEST_QUOTE);
        beginClosing(new LinkCause(Kind.CLOSED_BY_AGENT, text + PeerText.withoutNumbers(reason), text + reason));
        LOG.trace("> close {}", code);
        ctx.writeAndFlush(code < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, ""))
                .addListener(written -> leave());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (isTooLong(cause)) {
            fail(
                    WebSocketCloseStatus.MESSAGE_TOO_BIG,
                    "the agent sent a message of more than " + LinkLimits.MESSAGE_BYTES + " bytes");
        } else if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            fail(
                    corrupted.closeStatus(),
                    "the agent broke the WebSocket protocol: "
                            + Printable.bounded(String.valueOf(cause.getMessage()), LONGEST_QUOTE));
        } else if (closing != null) {
            LOG.debug("while closing", cause);
            connection.abort(closing);
        } else {
            connection.broken(cause);
        }
    }

    /** One frame is too long for the decoder, or all frames of a message together for the aggregator. */
    private static boolean isTooLong(Throwable cause) {
        return cause instanceof TooLongFrameException
                || (cause instanceof CorruptedWebSocketFrameException corrupted
                        && corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopForcing();
        if (closing == null) {
            connection.broken(null);
        } else {
            connection.abort(closing);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        dropHeld();
    }

    private void stopForcing() {
        if (force != null) {
            force.cancel(false);
        }
    }

    private void dropHeld() {
        held.forEach(WebSocketFrame::release);
        held.clear();
        pongNext = null;
    }
}
