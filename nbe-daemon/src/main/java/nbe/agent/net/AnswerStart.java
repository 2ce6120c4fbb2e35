package nbe.agent.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import nbe.agent.link.PeerText;

/**
 * Keeps the first bytes of an answer, so that a message can quote one that has no end: the decoder behind this handler passes on nothing
 * of it. On the event loop.
 */
final class AnswerStart extends ChannelInboundHandlerAdapter {
    private static final int BYTES = 160;

    private final ByteArrayOutputStream first = new ByteArrayOutputStream(BYTES);

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            int more = Math.min(bytes.readableBytes(), BYTES - first.size());
            for (int i = 0; i < more; i++) {
                first.write(bytes.getByte(bytes.readerIndex() + i));
            }
        }
        context.fireChannelRead(message);
    }

    /** For the message about an answer that has begun. */
    String withoutEnd() {
        return ": its answer begins with \"" + line() + "\", and has no end";
    }

    /** The first line, as far as it came; empty if nothing did. */
    String line() {
        return PeerText.firstLine(first.toString(StandardCharsets.UTF_8), BYTES);
    }
}
