package nbe.referenceagent;

/** The conversation with one NEA. */
final class NeaSide implements Conversation {
    private final Switchboard switchboard;
    private final Nea nea;

    NeaSide(Switchboard switchboard, Outlet outlet) {
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
