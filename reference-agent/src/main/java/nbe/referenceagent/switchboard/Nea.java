package nbe.referenceagent.switchboard;

/** One connected NEA. */
final class Nea {
    final Outlet outlet;
    /** The one endpoint that it hears; null before it subscribes. */
    Endpoint endpoint;

    Nea(Outlet outlet) {
        this.outlet = outlet;
    }
}
