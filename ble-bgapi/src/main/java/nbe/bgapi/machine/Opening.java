package nbe.bgapi.machine;

import java.util.Optional;
import nbe.bgapi.port.AdapterProblem;
import nbe.bgapi.port.CannotOpenException;

/**
 * The port is being opened; the outcome follows at once.
 *
 * @param missingSince, reportAbsentAt where to go on if there is no such port after all
 * @param refusedSince since when opening it fails, or now
 */
record Opening(Urgency urgency, long missingSince, long reportAbsentAt, long refusedSince) implements AdapterState {

    @Override
    public Step onOpened(Moment moment, History history) {
        return Ordering.begin(urgency, 0, moment.now(), history);
    }

    @Override
    public Step onOpenFailed(CannotOpenException why, Moment moment, History history) {
        Optional<AdapterProblem> problem = why.problem();
        if (problem.isEmpty()) {
            Away away = new Away(missingSince, reportAbsentAt, moment.now() + Patience.OPEN_AGAIN_SOON, urgency);
            return Away.missing(away, moment.now(), history);
        }
        return Blocked.by(problem.get(), why.getMessage(), refusedSince, moment.now(), urgency, history);
    }
}
