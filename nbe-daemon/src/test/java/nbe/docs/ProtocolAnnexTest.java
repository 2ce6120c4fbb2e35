package nbe.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test method that the annex of docs/protocol.md names exists. */
class ProtocolAnnexTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| [\\d., ]+ \\|.*\\|$");
    private static final Pattern NAMED = Pattern.compile("`([a-z]+[A-Z0-9]\\w+)`");
    private static final Pattern METHOD = Pattern.compile("@Test\\s+void (\\w+)\\(");
    private static final Path TESTS = Pages.TOP.resolve("nbe-daemon/src/test/java");

    @Test
    void everyTestThatTheAnnexNamesExists() throws IOException {
        String page = Files.readString(Pages.TOP.resolve("docs/protocol.md"));
        String annex = page.substring(page.indexOf("\n## Annex"));
        List<String> named = all(ROW, annex).stream()
                .flatMap(row -> NAMED.matcher(row).results().map(test -> test.group(1)))
                .toList();
        assertTrue(named.size() > 30, "only " + named.size() + " tests are named: the pattern is wrong");
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.walk(TESTS)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                sources.append(Files.readString(file));
            }
        }
        List<String> methods =
                METHOD.matcher(sources).results().map(method -> method.group(1)).toList();
        assertEquals(
                List.of(),
                named.stream().filter(test -> !methods.contains(test)).toList());
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }
}
