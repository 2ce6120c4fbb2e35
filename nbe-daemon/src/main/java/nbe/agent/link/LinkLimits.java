package nbe.agent.link;

/**
 * Time limits of the transport, and the size limit of a message. {@code NettyTransport} and its handlers check them.
 *
 * @param attemptMillis of an attempt to connect: name look-up, TCP, TLS and handshake together
 * @param closeMillis from the transport's close frame to the end of the connection: without an answer of the agent the transport resets it
 */
public record LinkLimits(long attemptMillis, long closeMillis) {
    /** An attempt takes at most 10 s. */
    public static final LinkLimits DEFAULT = new LinkLimits(10_000, 1_000);

    /** A longer message ends the connection with close code 1009: docs/protocol.md, "Limits". */
    public static final int MESSAGE_BYTES = 65_536;
}
