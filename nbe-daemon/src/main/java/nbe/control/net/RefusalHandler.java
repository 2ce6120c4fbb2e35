package nbe.control.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;

/** Answers a connection that is one too many with 503, whatever it asks, and closes it. */
final class RefusalHandler extends ChannelInboundHandlerAdapter {
    private final int most;

    RefusalHandler(int most) {
        this.most = most;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.pipeline().addFirst(new HttpResponseEncoder());
        LastAnswer.write(
                context,
                HttpResponseStatus.SERVICE_UNAVAILABLE,
                most + " connections are open, and no more are served; close one, or try again later");
    }
}
