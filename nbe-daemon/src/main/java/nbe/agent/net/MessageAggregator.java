package nbe.agent.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import nbe.agent.link.LinkLimits;

/**
 * Joins the fragments of a text message. Netty's own asks for more bytes until a message that has begun is complete; this one leaves
 * reading to {@link FrameHandler}: otherwise an agent that never completes a message could send pings without end into memory. It passes
 * binary frames on, so that their first one is rejected.
 */
final class MessageAggregator extends WebSocketFrameAggregator {
    MessageAggregator() {
        super(LinkLimits.MESSAGE_BYTES);
    }

    @Override
    public boolean acceptInboundMessage(Object frame) throws Exception {
        return !(frame instanceof BinaryWebSocketFrame) && super.acceptInboundMessage(frame);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
    }
}
