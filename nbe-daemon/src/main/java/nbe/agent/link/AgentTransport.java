package nbe.agent.link;

/**
 * The edge to the agent: makes connections, carries frames. All methods return at once and may be called from one thread,
 * the core's; what comes of them is posted as {@link LinkEvent}s. At most one text frame is on its way at a time, so that
 * one that waits can still be taken back.
 */
public interface AgentTransport extends AutoCloseable {
    /** Begins a connection: name look-up, TCP, TLS and handshake together take 10 s at most, else it is lost. */
    void connect(long link);

    /** Sends one text frame; the next may follow once {@link LinkEvent.Sent} came. */
    void send(long link, String text);

    /**
     * The same, with a ping right behind it: its pong is {@link LinkEvent.Confirmed}, since an agent that answers the ping has read
     * what came before it (RFC 6455 sections 5.5.2 and 5.5.3).
     *
     * @param mark comes back with the pong; rises from frame to frame
     */
    void send(long link, String text, long mark);

    /** Sends a WebSocket ping. */
    void ping(long link);

    /** Reads the next message; see {@link LinkEvent.Text}. */
    void readOn(long link);

    /** Closes with a code of RFC 6455 section 7.4; forced after a second without an answer. */
    void close(long link, int code, String reason);

    /** Ends the TCP connection at once: a frame that is half sent never becomes whole. */
    void abort(long link, LinkCause cause);

    /** Ends every connection and the transport's threads, waiting 500 ms at most. */
    @Override
    void close();
}
