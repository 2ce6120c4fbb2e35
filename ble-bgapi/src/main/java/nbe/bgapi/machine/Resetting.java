package nbe.bgapi.machine;

import nbe.bgapi.machine.Recovering.Urgency;
import nbe.bgapi.port.FoundPort;

/**
 * The machine has reset the dongle and closed the port. The dongle leaves the bus and comes back, perhaps under another name; that is
 * no absence yet.
 *
 * @param since when the reset was sent
 * @param left true once it was seen to be gone
 */
record Resetting(long since, boolean left) implements AdapterState {

    @Override
    public Step onFound(FoundPort port, Snapshot snapshot, History history) {
        long now = snapshot.now();
        if (!left && now - since < Timings.RESET_LEAVES) {
            return Step.to(this, history);
        }
        if (port.dfu()) {
            return Blocked.inDfuMode(now, history);
        }
        return Step.to(
                new Opening(Urgency.AGAIN, since, since + Timings.RESET_RETURNS, now),
                history,
                new Effect.Open(port.path()));
    }

    @Override
    public Step onMissing(Snapshot snapshot, History history) {
        long now = snapshot.now();
        return now - since >= Timings.RESET_RETURNS
                ? Detached.overdue(now).missing(now, history)
                : Step.to(new Resetting(since, true), history);
    }

    @Override
    public boolean looksForPort() {
        return true;
    }
}
