package nbe.agent;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Consumer;

/**
 * A transport that leads nowhere: frames go through the handlers of a real connection into a channel in memory, whose other
 * end throws them away and answers each ping at once. For rehearsing what a frame goes through, without an agent. One thread,
 * on which the events are posted, too.
 */
public final class RehearsalTransport implements AgentTransport {
    private static final long CLOSE_MILLIS = 1_000;
    /** A final frame with opcode 10, not masked: RFC 6455 section 5.5.3. */
    private static final int PONG = 0x8A;

    private final Consumer<LinkEvent> inbox;
    private final FrameHandler frames;
    private final EmbeddedChannel channel;
    private long link;
    private long confirmedFrames;

    /** @param inbox takes the events */
    public RehearsalTransport(Consumer<LinkEvent> inbox) {
        this.inbox = inbox;
        this.frames = new FrameHandler(new Owner(), CLOSE_MILLIS);
        this.channel = new EmbeddedChannel(new WebSocket13FrameEncoder(true), UpgradeHandler.frameDecoder(), frames);
    }

    private final class Owner implements FrameHandler.Owner {
        @Override
        public void sent() {
            inbox.accept(new LinkEvent.Sent(link));
        }

        @Override
        public void confirmed(long mark) {
            confirmedFrames++;
            inbox.accept(new LinkEvent.Confirmed(link, mark));
        }

        @Override
        public void received(String text) {
            throw new IllegalStateException("nobody is there to send " + text);
        }

        @Override
        public void leave(LinkCause cause) {
            abort(cause);
        }

        @Override
        public void abort(LinkCause cause) {
            inbox.accept(new LinkEvent.Lost(link, cause));
        }

        @Override
        public void broken(Throwable cause) {
            throw new IllegalStateException("a channel in memory broke", cause);
        }
    }

    /** How many frames with a mark have come to the other end, and their confirmation back. */
    public long confirmedFrames() {
        return confirmedFrames;
    }

    @Override
    public void connect(long number) {
        link = number;
        inbox.accept(new LinkEvent.Opened(number, "nobody"));
    }

    @Override
    public void send(long number, String text) {
        frames.send(text);
        dropOutbound();
    }

    @Override
    public void send(long number, String text, long mark) {
        frames.send(text, mark);
        dropOutbound();
        ByteBuf pong = Unpooled.buffer(2 + Long.BYTES)
                .writeByte(PONG)
                .writeByte(Long.BYTES)
                .writeLong(mark);
        inbox.accept(new LinkEvent.Heard(number));
        channel.writeInbound(pong);
    }

    private void dropOutbound() {
        for (Object written = channel.readOutbound(); written != null; written = channel.readOutbound()) {
            ReferenceCountUtil.release(written);
        }
    }

    @Override
    public void ping(long number) {
        frames.ping();
        dropOutbound();
        inbox.accept(new LinkEvent.Heard(number));
    }

    @Override
    public void readOn(long number) {
        frames.readOn();
    }

    @Override
    public void close(long number, int code, String reason) {
        abort(number, new LinkCause(LinkCause.Kind.CLOSED_BY_US, reason));
    }

    @Override
    public void abort(long number, LinkCause cause) {
        inbox.accept(new LinkEvent.Lost(number, cause));
    }

    @Override
    public void close() {
        channel.close();
        dropOutbound();
    }
}
