package nbe.agent.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import nbe.agent.link.LinkEvent;

/**
 * The outermost handler, before TLS: reports that bytes arrive, and closes TCP past the handlers behind it.
 */
final class BytesHandler extends ChannelInboundHandlerAdapter {
    /** Shortest time between two {@link LinkEvent.Heard}. */
    private static final long PAUSE_MILLIS = 1_000;

    private final Runnable heard;
    private ChannelHandlerContext ctx;
    private ScheduledFuture<?> pause;
    private boolean heardInPause;
    private int firstByte = -1;

    BytesHandler(Runnable heard) {
        this.heard = heard;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        ctx = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (firstByte < 0 && message instanceof ByteBuf bytes && bytes.isReadable()) {
            firstByte = bytes.getUnsignedByte(bytes.readerIndex());
        }
        reportHeard();
        context.fireChannelRead(message);
    }

    /** Reports the last bytes within a second at its end, so that silence never counts from too early. */
    private void reportHeard() {
        if (pause != null) {
            heardInPause = true;
            return;
        }
        heard.run();
        pause = ctx.executor().schedule(this::pauseOver, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void pauseOver() {
        pause = null;
        if (heardInPause) {
            heardInPause = false;
            reportHeard();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (pause != null) {
            pause.cancel(false);
        }
        context.fireChannelInactive();
    }

    /** True if the other side began with a TLS record: an alert (21) or a handshake (22), RFC 8446 section 5.1. */
    boolean beganWithTls() {
        return firstByte == 21 || firstByte == 22;
    }

    /** The proxy has opened a tunnel: what follows comes from the agent. */
    void forgetBeginning() {
        firstByte = -1;
    }

    /** Closes the TCP connection past all other handlers: no close frame, no TLS farewell. */
    void closeTcp() {
        Futures.logFailure("closing TCP", ctx.close());
    }
}
