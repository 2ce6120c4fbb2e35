package nbe.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import nbe.simulator.air.RadioModel;
import nbe.simulator.scene.Scene;
import nbe.simulator.scene.SceneBand;
import nbe.simulator.scene.SceneException;
import nbe.simulator.scene.SceneFile;
import org.junit.jupiter.api.Test;

/** The scene in docs/simulator.md is valid, and the defaults that it shows are the defaults. */
class SceneExamplesTest {
    private static final String PAGE = "docs/simulator.md";

    @Test
    void theSceneOnThePageIsRead() throws IOException, SceneException {
        assertEquals(3, SceneFile.parse(example(), PAGE).steps().size());
    }

    @Test
    void whatIsCommentedOutIsTheDefault() throws IOException, SceneException {
        Scene written = SceneFile.parse(example().replaceAll("(?m)^# (?=[a-z_]+ = )", ""), PAGE);
        Scene left = SceneFile.parse(example(), PAGE);
        assertEquals(RadioModel.OFFICE, written.radio());
        List<SceneBand> bands = left.bands();
        assertEquals(bands, written.bands());
        assertEquals(left.steps(), written.steps());
    }

    private static String example() throws IOException {
        List<String> examples = Pages.blocks(PAGE, "toml");
        assertEquals(1, examples.size(), "scenes on the page");
        return examples.get(0);
    }
}
