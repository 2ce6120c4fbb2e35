package nbe.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that docs/websocket.md names exist. */
class WebSocketPageTest {
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");
    private static final Path TESTS = Pages.TOP.resolve("nbe-daemon/src/test/java");

    @Test
    void everyTestThatThePageNamesExists() throws IOException {
        Matcher named = NAMED.matcher(Files.readString(Pages.TOP.resolve("docs/websocket.md")));
        List<String> missing = new ArrayList<>();
        int found = 0;
        while (named.find()) {
            found++;
            Optional<Path> source = source(named.group(1) + ".java");
            boolean there = source.isPresent()
                    && Pattern.compile("@Test\\s+void " + named.group(2) + "\\(")
                            .matcher(Files.readString(source.get()))
                            .find();
            if (!there) {
                missing.add(named.group());
            }
        }
        assertTrue(found > 30, "only " + found + " tests are named: the pattern is wrong");
        assertEquals(List.of(), missing);
    }

    private static Optional<Path> source(String name) throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.endsWith(name)).findFirst();
        }
    }
}
