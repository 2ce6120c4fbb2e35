package nbe.referenceagent.net;

import io.netty.handler.codec.http.FullHttpResponse;
import java.util.Map;
import java.util.function.Function;
import nbe.referenceagent.switchboard.Conversation;
import nbe.referenceagent.switchboard.Recipient;

/**
 * One of the two listeners: which requests it accepts, and the conversation that follows.
 *
 * @param name in messages to people: {@code endpoints} or {@code NEAs}
 * @param path the only path for WebSockets; null: any
 * @param phoenix whether a client may request Phoenix channels (query {@code vsn=2.0.0})
 * @param pages responses to a plain GET by path, made from the request's {@code Host}
 * @param newConversation makes the conversation with a client once its WebSocket is open
 */
public record Listener(
        String name,
        String path,
        AccessRule access,
        boolean phoenix,
        Map<String, Function<String, FullHttpResponse>> pages,
        Function<Recipient, Conversation> newConversation) {
    boolean accepts(String requested) {
        return path == null || path.equals(requested);
    }
}
