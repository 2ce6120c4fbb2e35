package nbe.control.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;

/** Puts a request together with its body; one whose body is too long is answered with 413, and the connection ends. */
final class BodyLimit extends HttpObjectAggregator {
    private final int longest;

    /** @param longest in bytes */
    BodyLimit(int longest) {
        super(longest, true);
        this.longest = longest;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
        LastAnswer.write(
                context,
                HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                "the body has more than " + longest + " bytes; allowed are as many");
    }
}
