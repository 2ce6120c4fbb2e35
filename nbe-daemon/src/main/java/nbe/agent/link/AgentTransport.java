package nbe.agent.link;

/**
 * The connection layer to the agent: makes connections and carries frames. One thread, the core's, may call; all methods return at once,
 * and the transport posts their results as {@link LinkEvent}s. At most one frame is with the transport at a time, so that the core can
 * still withdraw one that waits.
 */
public interface AgentTransport extends AutoCloseable {
    /** Begins a connection: name look-up, TCP, TLS and handshake together take at most 10 s, else the transport reports it lost. */
    void connect(long link);

    /** Sends one text frame; the next may follow after {@link LinkEvent.Sent}. */
    void send(long link, Frame frame);

    /** Sends a WebSocket ping. */
    void ping(long link);

    /** Reads the next message; see {@link LinkEvent.Text}. */
    void readOn(long link);

    /** Closes with a code of RFC 6455 section 7.4; the transport forces the end after a second without an answer. */
    void close(long link, int code, String reason);

    /** Ends the TCP connection at once: a frame that is half sent never becomes whole. */
    void abort(long link, LinkCause cause);

    /** Ends every connection and the transport's threads; returns within 500 ms. */
    @Override
    void close();
}
