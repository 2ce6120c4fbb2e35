package nbe.referenceagent.switchboard;

/** One connection of an endpoint. */
final class EndpointLink {
    final Outlet outlet;
    /** Whom it speaks for; null until its {@code endpoint} message, and again once a newer connection has taken over. */
    Endpoint endpoint;

    EndpointLink(Outlet outlet) {
        this.outlet = outlet;
    }
}
