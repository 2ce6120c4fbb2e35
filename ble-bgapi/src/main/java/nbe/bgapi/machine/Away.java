package nbe.bgapi.machine;

import java.util.ArrayList;
import java.util.List;
import nbe.bgapi.port.FoundPort;
import org.slf4j.event.Level;

/**
 * The port is closed, and the dongle is looked for.
 *
 * @param reportAt when nothing found becomes a verdict
 * @param openNotBefore earliest time to open what is found
 */
record Away(long since, long reportAt, long openNotBefore, Urgency urgency) implements AdapterState {

    static Away atStart(long now) {
        return new Away(now, now + Patience.ABSENT_AT_START, now, Urgency.START);
    }

    /** The port went away, or is closed only to be opened again. */
    static Away lost(long now) {
        return new Away(now, now + Patience.ABSENT_LATER, now, Urgency.AGAIN);
    }

    static Away afterFault(long now) {
        return new Away(now, now + Patience.ABSENT_LATER, now + Patience.AFTER_FAULT, Urgency.AGAIN);
    }

    /** It was to come back and has not. */
    static Away overdue(long now) {
        return new Away(now, now, now, Urgency.START);
    }

    @Override
    public Step onFound(FoundPort port, Moment moment, History history) {
        if (moment.now() - openNotBefore < 0) {
            return Step.to(this, history);
        }
        if (port.dfu()) {
            return Blocked.inDfuMode(moment.now(), history);
        }
        return Step.to(new Opening(urgency, since, reportAt, moment.now()), history, new Effect.Open(port.path()));
    }

    @Override
    public Step onMissing(Moment moment, History history) {
        return missing(this, moment.now(), history);
    }

    static Step missing(Away away, long now, History history) {
        Verdict absent = new Verdict.Absent("no dongle is attached");
        if (now - away.reportAt < 0) {
            return Step.to(away, history);
        }
        Away patient = new Away(away.since, away.reportAt, away.openNotBefore, Urgency.START);
        if (history.reported().filter(absent::saysTheSameAs).isPresent()) {
            return Step.to(patient, history);
        }
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.Report(absent));
        effects.add(new Effect.Note(Level.WARN, "no dongle is attached; plug a BLED112 in"));
        return new Step(patient, history.troubled(now), effects);
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
