package nbe.bgapi.machine;

import java.util.ArrayList;
import java.util.List;
import nbe.bgapi.port.AdapterProblem;
import org.slf4j.event.Level;

/** Where the machine goes, and what is done on the way, in that order. */
record Step(AdapterState next, History history, List<Effect> effects) {
    static Step to(AdapterState next, History history, Effect... effects) {
        return new Step(next, history, List.of(effects));
    }

    /** The same step with these effects after its own. */
    Step and(Effect... further) {
        List<Effect> all = new ArrayList<>(effects);
        all.addAll(List.of(further));
        return new Step(next, history, List.copyOf(all));
    }

    /** Reports a problem and logs it, once: as long as it lasts, further steps only leave a debug line. */
    static Step failing(AdapterProblem problem, String detail, AdapterState next, long now, History history) {
        AdapterStatus status = new AdapterStatus.Failed(history.port(), problem, detail);
        String text = problem.text() + " (" + detail + ")";
        return history.hasReported(status)
                ? to(next, history, new Effect.Note(Level.DEBUG, "still: " + text))
                : to(
                        next,
                        history.troubled(now),
                        new Effect.Report(status),
                        new Effect.Note(Level.WARN, text + "; remedy: " + problem.remedy()));
    }
}
