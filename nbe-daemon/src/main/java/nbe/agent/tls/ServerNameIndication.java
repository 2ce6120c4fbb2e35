package nbe.agent.tls;

/**
 * Decides whether the TLS handshake names the agent (SNI, RFC 6066 section 3). It does, until a server warns that it does not know the name:
 * Java ends the handshake at that warning, where other clients continue. Then the handshake omits the name until one fails without it.
 * Written on the event loop, read on {@code agent-dns}.
 */
public final class ServerNameIndication {
    private volatile boolean leftOut;

    public boolean isSaid() {
        return !leftOut;
    }

    /** @param nameWarning whether the server warned of the name */
    public void handshakeFailed(boolean nameWarning) {
        leftOut = nameWarning;
    }
}
