package nbe.agent.link;

/**
 * How patient the transport is.
 *
 * @param attemptMillis name look-up, TCP, TLS and handshake together
 * @param closeMillis from our close frame to the end of the connection, whatever the agent does
 */
public record LinkLimits(long attemptMillis, long closeMillis) {
    /** Contract section 5: no attempt takes longer than 10 s. */
    public static final LinkLimits CONTRACT = new LinkLimits(10_000, 1_000);

    /** Contract section 4: a longer message closes the connection with 1009. */
    public static final int MESSAGE_BYTES = 65_536;
}
