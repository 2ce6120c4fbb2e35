package nbe.referenceagent.switchboard;

/** The conversation with one NEA. */
public final class NeaConversation implements Conversation {
    private final Switchboard switchboard;
    private final Nea nea;

    /** A conversation with a client that has just connected. */
    public NeaConversation(Switchboard switchboard, Recipient recipient) {
        this.switchboard = switchboard;
        nea = new Nea(recipient);
    }

    @Override
    public void opened() {
        switchboard.neaConnected(nea);
    }

    @Override
    public void received(String text) {
        switchboard.neaSent(nea, text);
    }

    @Override
    public void ended(String why) {
        switchboard.neaGone(nea, why);
    }
}
