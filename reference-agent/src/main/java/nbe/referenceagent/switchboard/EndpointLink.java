package nbe.referenceagent.switchboard;

/** One connection of an endpoint. */
final class EndpointLink {
    final Recipient recipient;
    /** Null before the {@code endpoint} message, and once a newer connection has replaced this one. */
    Endpoint endpoint;

    EndpointLink(Recipient recipient) {
        this.recipient = recipient;
    }
}
