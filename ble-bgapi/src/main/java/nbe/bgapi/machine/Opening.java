package nbe.bgapi.machine;

import java.util.Optional;
import nbe.bgapi.machine.Recovering.Urgency;
import nbe.bgapi.port.AdapterProblem;
import nbe.bgapi.port.CannotOpenException;

/**
 * The thread opens the port; the outcome follows at once.
 *
 * @param missingSince, reportAbsentAt where to go on if the port does not exist after all
 * @param refusedSince since when opening it fails, or now
 */
record Opening(Urgency urgency, long missingSince, long reportAbsentAt, long refusedSince) implements AdapterState {

    @Override
    public Step onOpened(Snapshot snapshot, History history) {
        return Recovering.begin(urgency, 0, snapshot.now(), history);
    }

    @Override
    public Step onOpenFailed(CannotOpenException why, Snapshot snapshot, History history) {
        Optional<AdapterProblem> problem = why.problem();
        if (problem.isEmpty()) {
            Detached detached =
                    new Detached(missingSince, reportAbsentAt, snapshot.now() + Timings.OPEN_AGAIN_SOON, urgency);
            return detached.missing(snapshot.now(), history);
        }
        return Blocked.by(problem.get(), why.getMessage(), refusedSince, snapshot.now(), urgency, history);
    }
}
