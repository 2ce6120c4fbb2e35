package nbe.bgapi.machine;

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
        if (!hopeless && now - since < Patience.OPEN_REFUSED) {
            return Step.to(new Blocked(since, now + Patience.OPEN_AGAIN_SOON, urgency), history);
        }
        return failed(problem, detail, new Blocked(since, now + Patience.OPEN_AGAIN, urgency), now, history);
    }

    static Step inDfuMode(long now, History history) {
        Blocked blocked = new Blocked(now, now + Patience.OPEN_AGAIN, Urgency.START);
        return failed(AdapterProblem.DFU_MODE, "USB product FFFE", blocked, now, history);
    }

    private static Step failed(AdapterProblem problem, String detail, Blocked next, long now, History history) {
        return Failure.report(problem, detail, next, now, history);
    }

    @Override
    public Step onFound(FoundPort port, Moment moment, History history) {
        if (moment.now() - againAt < 0) {
            return Step.to(this, history);
        }
        if (port.dfu()) {
            return inDfuMode(moment.now(), history);
        }
        return Step.to(
                new Opening(urgency, moment.now(), moment.now() + Patience.ABSENT_LATER, since),
                history,
                new Effect.Open(port.path()));
    }

    @Override
    public Step onMissing(Moment moment, History history) {
        return Step.to(
                Away.lost(moment.now()),
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
