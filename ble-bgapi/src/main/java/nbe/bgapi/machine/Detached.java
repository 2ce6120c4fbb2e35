package nbe.bgapi.machine;

import nbe.bgapi.machine.Recovering.Urgency;
import nbe.bgapi.port.FoundPort;
import org.slf4j.event.Level;

/**
 * The port is closed, and the thread looks for the dongle.
 *
 * @param reportAt when a dongle that is not found is reported as missing
 * @param openNotBefore earliest time to open a port that is found
 */
record Detached(long since, long reportAt, long openNotBefore, Urgency urgency) implements AdapterState {

    static Detached atStart(long now) {
        return new Detached(now, now + Timings.ABSENT_AT_START, now, Urgency.START);
    }

    /** The port went away, or is closed only to be opened again. */
    static Detached lost(long now) {
        return new Detached(now, now + Timings.ABSENT_LATER, now, Urgency.AGAIN);
    }

    static Detached afterFault(long now) {
        return new Detached(now, now + Timings.ABSENT_LATER, now + Timings.AFTER_FAULT, Urgency.AGAIN);
    }

    /** It was to come back and has not. */
    static Detached overdue(long now) {
        return new Detached(now, now, now, Urgency.START);
    }

    @Override
    public Step onFound(FoundPort port, Snapshot snapshot, History history) {
        if (snapshot.now() - openNotBefore < 0) {
            return Step.to(this, history);
        }
        if (port.dfu()) {
            return Blocked.inDfuMode(snapshot.now(), history);
        }
        return Step.to(new Opening(urgency, since, reportAt, snapshot.now()), history, new Effect.Open(port.path()));
    }

    @Override
    public Step onMissing(Snapshot snapshot, History history) {
        return missing(snapshot.now(), history);
    }

    Step missing(long now, History history) {
        if (now - reportAt < 0) {
            return Step.to(this, history);
        }
        AdapterStatus missing = new AdapterStatus.Missing(history.name());
        Detached patient = new Detached(since, reportAt, openNotBefore, Urgency.START);
        return history.hasReported(missing)
                ? Step.to(patient, history)
                : Step.to(
                        patient,
                        history.troubled(now),
                        new Effect.Report(missing),
                        new Effect.Note(Level.WARN, "no dongle is attached; plug a BLED112 in"));
    }

    @Override
    public boolean looksForPort() {
        return true;
    }

    @Override
    public boolean mayWaitForChange(long now) {
        return urgency == Urgency.START && now - reportAt >= 0 && now - openNotBefore >= 0;
    }

    @Override
    public int lookMillis() {
        return urgency == Urgency.START ? 250 : 100;
    }
}
