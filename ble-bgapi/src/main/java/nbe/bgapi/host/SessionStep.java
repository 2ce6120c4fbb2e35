package nbe.bgapi.host;

import java.util.ArrayList;
import java.util.List;

/**
 * A transition of a session: the next state, and the effects in the order in which {@link SessionPort} performs them. The methods of
 * {@link SessionState} return it to {@link SessionMachine}.
 */
record SessionStep(SessionState next, List<SessionEffect> effects) {
    static SessionStep to(SessionState next, SessionEffect... effects) {
        return new SessionStep(next, List.of(effects));
    }

    /** The same step with these effects after its own. */
    SessionStep and(SessionEffect... further) {
        return new SessionStep(next, concatenated(effects, List.of(further)));
    }

    /** The same step with these effects before its own. */
    SessionStep after(SessionEffect... earlier) {
        return new SessionStep(next, concatenated(List.of(earlier), effects));
    }

    /** Ends a session; the caller fails the requests that it has. */
    static SessionStep end(SessionException why, boolean orderly) {
        return to(new Over(), new SessionEffect.End(why, orderly));
    }

    /** The same step, with the failures of these requests after its own effects. */
    SessionStep failing(List<? extends SessionRequest<?>> requests, SessionException why) {
        List<SessionEffect> failures = new ArrayList<>();
        requests.forEach(request -> failures.add(new SessionEffect.Fail(request, why)));
        return new SessionStep(next, concatenated(effects, failures));
    }

    private static List<SessionEffect> concatenated(List<SessionEffect> first, List<SessionEffect> second) {
        List<SessionEffect> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
