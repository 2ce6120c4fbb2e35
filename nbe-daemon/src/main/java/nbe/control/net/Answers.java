package nbe.control.net;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;

/** Makes whole answers. */
final class Answers {
    private static final String JSON = "application/json";

    private Answers() {}

    /** {@code {"error": text}}. */
    static FullHttpResponse error(HttpResponseStatus status, String text) {
        return json(status, ReplyJson.MAPPER.writeValueAsBytes(Map.of("error", text)));
    }

    static FullHttpResponse json(HttpResponseStatus status, byte[] json) {
        return of(status, JSON, json);
    }

    static FullHttpResponse of(HttpResponseStatus status, String contentType, byte[] body) {
        FullHttpResponse answer =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return answer;
    }
}
