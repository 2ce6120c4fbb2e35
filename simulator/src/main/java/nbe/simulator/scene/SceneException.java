package nbe.simulator.scene;

import java.util.List;
import java.util.stream.Collectors;

/** An invalid scene file. Its message has a line {@code file:line:column: what is wrong} for each problem. */
public final class SceneException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<SceneProblem> problems;

    SceneException(String file, List<SceneProblem> problems) {
        super(problems.stream().map(problem -> file + ":" + problem).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** All problems, in the order of the file. */
    public List<SceneProblem> problems() {
        return problems;
    }
}
