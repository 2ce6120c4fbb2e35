package nbe.control.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer to one request of one connection. */
final class HttpReply implements Reply {
    /** How long a client may take to read a whole answer; a stream may lie unread for ever. */
    private static final int UNREAD_SECONDS = 30;

    private static final Logger LOG = LoggerFactory.getLogger("control");

    private final ChannelHandlerContext context;
    private final boolean isHead;
    private final boolean isOld;
    private final boolean keepAlive;
    private final Runnable then;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final Body body = new Body();
    private boolean streams; // control thread

    /** @param then runs when the answer is written and the connection stays */
    HttpReply(ChannelHandlerContext context, HttpRequest request, Runnable then) {
        this.context = context;
        this.isHead = request.method().equals(HttpMethod.HEAD);
        this.isOld = request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
        this.keepAlive = HttpUtil.isKeepAlive(request);
        this.then = then;
    }

    @Override
    public void json(int status, byte[] json) {
        send(Answers.json(HttpResponseStatus.valueOf(status), json), keepAlive);
    }

    @Override
    public void error(int status, String text) {
        send(Answers.error(HttpResponseStatus.valueOf(status), text), keepAlive);
    }

    @Override
    public void text(String contentType, String text) {
        send(Answers.of(HttpResponseStatus.OK, contentType, text.getBytes(StandardCharsets.UTF_8)), keepAlive);
    }

    /** Status 405. */
    void notAllowed(String allowed, String text) {
        FullHttpResponse answer = Answers.error(HttpResponseStatus.METHOD_NOT_ALLOWED, text);
        answer.headers().set(HttpHeaderNames.ALLOW, allowed);
        send(answer, keepAlive);
    }

    /** An error after which the rest of the connection makes no sense. */
    void last(HttpResponseStatus status, String text) {
        send(Answers.error(status, text), false);
    }

    private void claim() {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("the request has been answered");
        }
    }

    private void send(FullHttpResponse answer, boolean stays) {
        claim();
        onLoop(() -> write(answer, stays));
    }

    private void write(FullHttpResponse answer, boolean stays) {
        if (!stays) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (isOld) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        FullHttpResponse sent = isHead ? answer.replace(Unpooled.EMPTY_BUFFER) : answer;
        if (!stays) {
            LastAnswer.write(context, sent);
            return;
        }
        Future<?> unread =
                context.executor().schedule(() -> Quietly.close(context.channel()), UNREAD_SECONDS, TimeUnit.SECONDS);
        context.writeAndFlush(sent).addListener(written -> {
            unread.cancel(false);
            if (written.isSuccess()) {
                then.run();
            } else {
                Quietly.close(context.channel());
            }
        });
    }

    private void onLoop(Runnable task) {
        if (context.executor().inEventLoop()) {
            task.run();
            return;
        }
        try {
            context.executor().execute(task);
        } catch (RejectedExecutionException ended) {
            LOG.trace("the daemon ends", ended);
        }
    }

    @Override
    public ReplyStream stream(String contentType) {
        claim();
        onLoop(() -> begin(contentType));
        return body;
    }

    /** Whether a stream has begun. */
    boolean isStream() {
        return streams;
    }

    private void begin(String contentType) {
        streams = true;
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (!isOld) {
            HttpUtil.setTransferEncodingChunked(head, true);
        }
        Quietly.ignore(context.writeAndFlush(head));
        context.read(); // to notice that the client leaves
        if (isHead) {
            body.end();
        }
    }

    /** The client reads on. */
    void onWritable() {
        if (!body.isOver) {
            body.whenWritable.forEach(Runnable::run);
        }
    }

    /** The connection has ended. */
    void onClosed() {
        if (!body.isOver) {
            body.isOver = true;
            body.whenClosed.forEach(Runnable::run);
        }
    }

    /** Belongs to the control thread. */
    private final class Body implements ReplyStream {
        private final List<Runnable> whenClosed = new ArrayList<>();
        private final List<Runnable> whenWritable = new ArrayList<>();
        private boolean isOver;

        @Override
        public boolean isWritable() {
            return !isOver && context.channel().isWritable();
        }

        @Override
        public void write(byte[] bytes) {
            if (!isOver && bytes.length > 0) {
                Quietly.ignore(context.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes))));
            }
        }

        @Override
        public void end() {
            if (!isOver) {
                isOver = true;
                LastAnswer.write(context, LastHttpContent.EMPTY_LAST_CONTENT);
            }
        }

        @Override
        public void onClosed(Runnable then) {
            if (isOver || !context.channel().isActive()) {
                then.run();
            } else {
                whenClosed.add(then);
            }
        }

        @Override
        public void onWritable(Runnable then) {
            whenWritable.add(then);
        }
    }
}
