package nbe.referenceagent.switchboard;

/** The conversation with one endpoint. */
public final class EndpointSide implements Conversation {
    private final Switchboard switchboard;
    private final EndpointLink link;

    public EndpointSide(Switchboard switchboard, Outlet outlet) {
        this.switchboard = switchboard;
        link = new EndpointLink(outlet);
    }

    @Override
    public void opened() {
        // The endpoint speaks first.
    }

    @Override
    public void said(String text) {
        switchboard.endpointSaid(link, text);
    }

    @Override
    public void ended(String why) {
        switchboard.endpointGone(link, why);
    }
}
