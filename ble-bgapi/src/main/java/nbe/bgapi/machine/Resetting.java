package nbe.bgapi.machine;

import nbe.bgapi.port.FoundPort;

/**
 * The dongle was told to restart, and the port is closed. It leaves the bus and comes back, perhaps under another name;
 * that is no absence yet.
 *
 * @param since when it was told
 * @param left true once it was seen to be gone
 */
record Resetting(long since, boolean left) implements AdapterState {

    @Override
    public Step onFound(FoundPort port, Moment moment, History history) {
        long now = moment.now();
        if (!left && now - since < Patience.RESET_LEAVES) {
            return Step.to(this, history);
        }
        if (port.dfu()) {
            return Blocked.inDfuMode(now, history);
        }
        return Step.to(
                new Opening(Urgency.AGAIN, since, since + Patience.RESET_RETURNS, now),
                history,
                new Effect.Open(port.path()));
    }

    @Override
    public Step onMissing(Moment moment, History history) {
        long now = moment.now();
        return now - since >= Patience.RESET_RETURNS
                ? Away.missing(Away.overdue(now), now, history)
                : Step.to(new Resetting(since, true), history);
    }

    @Override
    public boolean looksForPort() {
        return true;
    }
}
