package nbe.fuzz;

import java.nio.charset.StandardCharsets;
import nbe.simulator.scene.Scene;
import nbe.simulator.scene.SceneException;
import nbe.simulator.scene.SceneFile;
import nbe.simulator.scene.SceneProblem;

/** Any text as a scene: the reader returns one that can be played to its end, or problems with a position. */
public final class SceneTarget {
    private SceneTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Scene scene;
        try {
            scene = SceneFile.parse(new String(data, StandardCharsets.UTF_8), "scene");
        } catch (SceneException e) {
            Check.that(!e.problems().isEmpty(), "refused, and nothing is wrong");
            for (SceneProblem problem : e.problems()) {
                Check.that(problem.line() >= 1 && problem.column() >= 1, "position of " + problem);
                Check.that(!problem.message().isBlank(), "no words: " + problem);
            }
            return;
        }
        Check.equal(scene.steps().size(), scene.events().size(), "story");
        Check.that(scene.taps().size() <= scene.steps().size(), "taps");
        double seconds = scene.durationSeconds();
        Check.that(seconds >= 0 && seconds <= 2 * 86_400, "a scene of " + seconds + " s");
    }
}
