package nbe.bgapi.machine;

import java.util.List;
import nbe.bgapi.port.AdapterProblem;
import org.slf4j.event.Level;

/** The one place where a problem becomes a verdict and a line in the log: once, however often it is met. */
final class Failure {
    private Failure() {}

    static Step report(AdapterProblem problem, String detail, AdapterState next, long now, History history) {
        Verdict verdict = new Verdict.Failed(problem, problem.text() + " (" + detail + "); " + problem.remedy());
        if (history.reported().filter(verdict::saysTheSameAs).isPresent()) {
            return Step.to(
                    next, history, new Effect.Note(Level.DEBUG, "still: " + problem.text() + " (" + detail + ")"));
        }
        return new Step(
                next,
                history.troubled(now),
                List.of(
                        new Effect.Report(verdict),
                        new Effect.Note(
                                Level.WARN, problem.text() + " (" + detail + "); remedy: " + problem.remedy())));
    }
}
