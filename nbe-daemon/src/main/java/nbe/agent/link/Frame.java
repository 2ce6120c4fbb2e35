package nbe.agent.link;

import java.util.OptionalLong;

/**
 * A message to the agent, sent as one WebSocket text frame.
 *
 * @param operation the operation that {@code text} names
 * @param text the message as JSON
 * @param mark the transport sends a ping with this mark right behind the frame and reports the pong as {@link LinkEvent.Confirmed}: an
 *     agent that answers the ping has read what came before it (RFC 6455 sections 5.5.2 and 5.5.3). Marks rise from frame to frame.
 *     Empty: no ping
 */
public record Frame(String operation, String text, OptionalLong mark) {
    /** Without a ping behind it. */
    public static Frame unmarked(String operation, String text) {
        return new Frame(operation, text, OptionalLong.empty());
    }
}
