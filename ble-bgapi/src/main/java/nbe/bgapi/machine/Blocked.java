package nbe.bgapi.machine;

import nbe.bgapi.machine.Recovering.Urgency;
import nbe.bgapi.port.AdapterProblem;
import nbe.bgapi.port.FoundPort;
import org.slf4j.event.Level;

/**
 * The port is there, but it cannot be opened.
 *
 * @param since when that began
 * @param againAt when to try again
 */
record Blocked(long since, long againAt, Urgency urgency) implements AdapterState {

    static Step by(AdapterProblem problem, String detail, long since, long now, Urgency urgency, History history) {
        boolean hopeless = problem == AdapterProblem.NO_SERIAL_LIBRARY;
        if (!hopeless && now - since < Timings.OPEN_REFUSED) {
            return Step.to(new Blocked(since, now + Timings.OPEN_AGAIN_SOON, urgency), history);
        }
        return Step.failing(problem, detail, new Blocked(since, now + Timings.OPEN_AGAIN, urgency), now, history);
    }

    static Step inDfuMode(long now, History history) {
        Blocked blocked = new Blocked(now, now + Timings.OPEN_AGAIN, Urgency.START);
        return Step.failing(AdapterProblem.DFU_MODE, "USB product FFFE", blocked, now, history);
    }

    @Override
    public Step onFound(FoundPort port, Snapshot snapshot, History history) {
        if (snapshot.now() - againAt < 0) {
            return Step.to(this, history);
        }
        if (port.dfu()) {
            return inDfuMode(snapshot.now(), history);
        }
        return Step.to(
                new Opening(urgency, snapshot.now(), snapshot.now() + Timings.ABSENT_LATER, since),
                history,
                new Effect.Open(port.path()));
    }

    @Override
    public Step onMissing(Snapshot snapshot, History history) {
        return Step.to(
                Detached.lost(snapshot.now()),
                history,
                new Effect.Note(Level.DEBUG, "the port went away before it was opened"));
    }

    @Override
    public boolean looksForPort() {
        return true;
    }

    @Override
    public int lookMillis() {
        return 250;
    }
}
