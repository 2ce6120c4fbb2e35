package nbe.referenceagent.switchboard;

import java.net.InetAddress;

/** One connection of an endpoint. */
final class EndpointLink {
    final Recipient recipient;
    /** Null before the {@code endpoint} message, and once a newer connection has replaced this one. */
    Endpoint endpoint;
    /** The address from which it counts as connected; null before, and if it has none. */
    InetAddress from;

    EndpointLink(Recipient recipient) {
        this.recipient = recipient;
    }
}
