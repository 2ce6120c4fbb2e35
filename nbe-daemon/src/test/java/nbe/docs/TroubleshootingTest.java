package nbe.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nbe.agent.link.LinkCause;
import nbe.bgapi.port.AdapterProblem;
import org.junit.jupiter.api.Test;

/** docs/troubleshooting.md lists every warning and error of the program. */
class TroubleshootingTest {
    /** A logger's method, or the note of an adapter's state, with the beginning of its text. */
    private static final Pattern LOUD = Pattern.compile(
            "(?:(?i:\\blog)\\s*\\.(?:warn|error)\\(|Level\\.(?:WARN|ERROR),)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Pattern VARIES = Pattern.compile("\\{}|\\d+|[();:,]");

    private static String page() throws IOException {
        return Files.readString(Pages.TOP.resolve("docs/troubleshooting.md"));
    }

    @Test
    void everyProblemOfAnAdapterIsThere() throws IOException {
        String page = page();
        for (AdapterProblem problem : AdapterProblem.values()) {
            assertTrue(page.contains(problem.text()), problem + ": " + problem.text());
        }
    }

    @Test
    void everyKindOfLostLinkIsThere() throws IOException {
        String page = page();
        for (LinkCause.Kind kind : LinkCause.Kind.values()) {
            if (kind != LinkCause.Kind.CLOSED_BY_US) { // which is no trouble
                assertTrue(page.contains("| " + kind + " |"), kind::toString);
            }
        }
    }

    @Test
    void everyTextThatIsLoggedAtWarnOrErrorIsThere() throws IOException {
        String page = page();
        List<String> missing = new ArrayList<>();
        int texts = 0;
        for (Path source : sources()) {
            Matcher loud = LOUD.matcher(Files.readString(source));
            while (loud.find()) {
                String piece = longestFixedPiece(loud.group(1));
                if (piece.length() > 3) { // else the text comes from elsewhere
                    texts++;
                    if (!page.contains(piece)) {
                        missing.add(source.getFileName() + ": " + loud.group(1));
                    }
                }
            }
        }
        assertTrue(texts > 25, "found only " + texts + " texts: the pattern is wrong");
        assertEquals(List.of(), missing);
    }

    private static String longestFixedPiece(String text) {
        return Arrays.stream(VARIES.split(text))
                .map(String::strip)
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Pages.TOP)) {
            for (Path main : modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(main)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }
}
