package nbe.agent.link;

/**
 * The network side of the link to the agent: makes WebSocket connections and carries text frames on them. The core calls it on its own
 * thread, {@code AgentProbe} for {@code nbe doctor} on the caller's thread. All methods except {@link #close()} return at once: the
 * transport works on threads of its own and posts the results into its caller's inbox as {@link LinkEvent}s.
 *
 * <p>{@code link} is the number of a connection, which the caller of {@link #connect} chooses, 1 for the first; the transport ignores the
 * number of a connection that has ended. The caller sends the next frame only after {@link LinkEvent.Sent}: frames that wait stay with the
 * core, where they can still expire. Implementations: {@code NettyTransport}, and {@link AgentLink} for a protocol between the two.
 */
public interface AgentTransport extends AutoCloseable {
    /**
     * Starts a connection. {@link LinkEvent.Opened} follows; or {@link LinkEvent.Lost}, at the latest after 10 s for name look-up, TCP, TLS
     * and handshake together.
     */
    void connect(long link);

    /** Sends one text frame; the next may follow after {@link LinkEvent.Sent}. */
    void send(long link, Frame frame);

    /** Sends a WebSocket ping. */
    void ping(long link);

    /** Requests the next message of the agent. After each {@link LinkEvent.Text} the transport reads no more until this call. */
    void readOn(long link);

    /**
     * Closes the WebSocket with a code of RFC 6455 section 7.4. If the agent does not answer within 1 s, the transport resets the TCP
     * connection. {@link LinkEvent.Lost} follows.
     */
    void close(long link, int code, String reason);

    /** Resets the TCP connection at once, even in the middle of a frame: the agent does not receive the rest of the frame. */
    void abort(long link, LinkCause cause);

    /** Ends every connection and the transport's threads, when the daemon stops; blocks for at most 500 ms. */
    @Override
    void close();
}
