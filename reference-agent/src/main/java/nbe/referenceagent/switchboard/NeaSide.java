package nbe.referenceagent.switchboard;

/** The conversation with one NEA. */
public final class NeaSide implements Conversation {
    private final Switchboard switchboard;
    private final Nea nea;

    public NeaSide(Switchboard switchboard, Outlet outlet) {
        this.switchboard = switchboard;
        nea = new Nea(outlet);
    }

    @Override
    public void opened() {
        switchboard.neaConnected(nea);
    }

    @Override
    public void said(String text) {
        switchboard.neaSaid(nea, text);
    }

    @Override
    public void ended(String why) {
        switchboard.neaGone(nea, why);
    }
}
