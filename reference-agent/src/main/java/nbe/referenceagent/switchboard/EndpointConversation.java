package nbe.referenceagent.switchboard;

/** The conversation with one endpoint. */
public final class EndpointConversation implements Conversation {
    private final Switchboard switchboard;
    private final EndpointLink link;

    /** A conversation with a client that has just connected. */
    public EndpointConversation(Switchboard switchboard, Recipient recipient) {
        this.switchboard = switchboard;
        link = new EndpointLink(recipient);
    }

    @Override
    public void opened() {
        // The endpoint sends the first message.
    }

    @Override
    public void received(String text) {
        switchboard.endpointSent(link, text);
    }

    @Override
    public void ended(String why) {
        switchboard.endpointGone(link, why);
    }
}
