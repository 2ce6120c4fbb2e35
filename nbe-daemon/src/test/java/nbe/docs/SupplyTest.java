package nbe.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A build fetches only pinned things: actions by commit, Maven by checksum. */
class SupplyTest {
    private static final String BY_COMMIT = "[\\w-]+/[\\w-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+";
    private static final String OURS = "\\./\\S+";

    @Test
    void eachActionOfAWorkflowIsNamedByCommitAndItsVersionStandsBesideIt() throws IOException {
        List<String> used = new ArrayList<>();
        try (Stream<Path> workflows = Files.list(Pages.TOP.resolve(".github/workflows"))) {
            for (Path workflow : workflows.toList()) {
                Files.readAllLines(workflow).stream()
                        .filter(line -> line.matches("\\s*(- )?uses: .*"))
                        .map(line -> line.replaceFirst(".*uses: ", "").strip())
                        .forEach(used::add);
            }
        }
        assertTrue(used.size() > 5, used::toString);
        assertEquals(
                List.of(),
                used.stream()
                        .filter(action -> !action.matches(BY_COMMIT) && !action.matches(OURS))
                        .toList());
    }

    @Test
    void theMavenThatTheWrapperFetchesHasAChecksum() throws IOException {
        Properties wrapper = new Properties();
        try (InputStream file = Files.newInputStream(Pages.TOP.resolve(".mvn/wrapper/maven-wrapper.properties"))) {
            wrapper.load(file);
        }
        String url = wrapper.getProperty("distributionUrl");
        String sum = wrapper.getProperty("distributionSha256Sum", "");
        assertTrue(url.startsWith("https://"), url);
        assertTrue(sum.matches("[0-9a-f]{64}"), sum);
    }
}
