package nbe.control.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection after its last answer: closes this side, and reads and drops what the client still sends until it closes its own.
 * Closed at once with something unread, the socket would be reset, and a client that still sends would not get to the answer.
 */
final class LastAnswer extends ChannelInboundHandlerAdapter {
    /** How long the client may take to read the answer and close. */
    private static final int PATIENCE_SECONDS = 2;

    private Future<?> end;

    private LastAnswer() {}

    /** Writes {@code {"error": text}} and ends the connection. */
    static void write(ChannelHandlerContext context, HttpResponseStatus status, String text) {
        FullHttpResponse answer = Answers.error(status, text);
        answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        write(context, answer);
    }

    /** Writes what ends an answer and ends the connection. */
    static void write(ChannelHandlerContext context, HttpObject last) {
        context.writeAndFlush(last).addListener(written -> shutDownOutput(context.channel()));
        context.pipeline().addFirst(new LastAnswer());
    }

    private static void shutDownOutput(Channel channel) {
        if (channel instanceof DuplexChannel duplex) {
            Quietly.ignore(duplex.shutdownOutput());
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        end = context.executor().schedule(() -> Quietly.close(context.channel()), PATIENCE_SECONDS, TimeUnit.SECONDS);
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.read();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end.cancel(false);
        context.fireChannelInactive();
    }
}
