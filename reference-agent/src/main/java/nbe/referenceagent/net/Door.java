package nbe.referenceagent.net;

import io.netty.handler.codec.http.FullHttpResponse;
import java.util.Map;
import java.util.function.Function;
import nbe.referenceagent.switchboard.Conversation;
import nbe.referenceagent.switchboard.Outlet;

/**
 * What one of the two listeners lets in, and to whom.
 *
 * @param name for messages to people: {@code endpoints} or {@code NEAs}
 * @param path the only path that WebSockets are taken at; null: any
 * @param phoenix whether a client may ask for Phoenix channels (query {@code vsn=2.0.0})
 * @param pages what a plain GET of a path gets, made from the request's {@code Host}
 * @param side who talks to a client once its WebSocket is open
 */
public record Door(
        String name,
        String path,
        AccessRule access,
        boolean phoenix,
        Map<String, Function<String, FullHttpResponse>> pages,
        Function<Outlet, Conversation> side) {
    boolean takes(String requested) {
        return path == null || path.equals(requested);
    }
}
