package nbe.agent.tls;

/**
 * Whether the TLS handshake says the agent's name (SNI, RFC 6066 section 3). It does, until a server warns that it does not
 * know the name: at that warning Java gives the handshake up, where other clients go on. Then the name is left out until a
 * handshake fails without it. Written on the event loop, read on {@code agent-dns}.
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
