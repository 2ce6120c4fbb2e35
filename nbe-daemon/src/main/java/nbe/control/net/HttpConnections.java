package nbe.control.net;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.EventExecutor;

/**
 * The connections of one listener, which answers HTTP/1.1 by routes. Bounded: {@link #MOST} connections, each with one request in
 * work; a request line, headers and a body of {@value #LONGEST_BYTES} bytes; {@link #UNREAD_BYTES} of a stream that its client does not
 * read. Belongs to the control thread.
 */
public final class HttpConnections extends ChannelInitializer<Channel> {
    /** Connections that are served; a further one gets status 503. */
    static final int MOST = 16;

    /** Connections above {@link #MOST} that may wait for their 503 to be read; a further one is closed without. */
    private static final int MOST_REFUSED = 16;

    /** Of a request line, of all headers together, and of a body. */
    static final int LONGEST_BYTES = 64 << 10;

    private static final int CHUNK_BYTES = 8 << 10;

    /** A stream with more unread bytes than the higher is not writable until they are fewer than the lower. */
    private static final WriteBufferWaterMark UNREAD_BYTES = new WriteBufferWaterMark(32 << 10, 64 << 10);

    private final Routes routes;
    private final ChannelGroup open;
    private int served;
    private int refused;

    /**
     * @param routes what is answered; everything else is refused with what is allowed
     * @param loop the control thread's
     */
    public HttpConnections(Routes routes, EventExecutor loop) {
        this.routes = routes;
        this.open = new DefaultChannelGroup(loop, true);
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.config()
                .setAutoRead(false)
                .setAllocator(UnpooledByteBufAllocator.DEFAULT) // rare: nothing is kept for the next time
                .setWriteBufferWaterMark(UNREAD_BYTES);
        open.add(channel);
        if (served < MOST) {
            served++;
            channel.closeFuture().addListener(closed -> served--);
            HttpDecoderConfig limits = new HttpDecoderConfig()
                    .setMaxInitialLineLength(LONGEST_BYTES)
                    .setMaxHeaderSize(LONGEST_BYTES)
                    .setMaxChunkSize(CHUNK_BYTES);
            channel.pipeline()
                    .addLast(
                            new HttpServerCodec(limits),
                            new BodyLimit(LONGEST_BYTES),
                            new FlowControlHandler(),
                            new RequestHandler(routes));
        } else if (refused < MOST_REFUSED) {
            refused++;
            channel.closeFuture().addListener(closed -> refused--);
            channel.pipeline().addLast(new RefusalHandler(MOST));
        } else {
            Quietly.close(channel);
        }
    }

    /** Closes all connections. */
    void close() {
        Quietly.ignore(open.close());
    }
}
