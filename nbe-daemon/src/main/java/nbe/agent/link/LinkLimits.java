package nbe.agent.link;

/**
 * Limits of the transport.
 *
 * @param attemptMillis for name look-up, TCP, TLS and handshake together
 * @param closeMillis from the close frame that we send to the end of the connection, whatever the agent does
 */
public record LinkLimits(long attemptMillis, long closeMillis) {
    /** An attempt takes at most 10 s. */
    public static final LinkLimits DEFAULT = new LinkLimits(10_000, 1_000);

    /** A longer message ends the connection with close code 1009: docs/protocol.md, "Limits". */
    public static final int MESSAGE_BYTES = 65_536;
}
