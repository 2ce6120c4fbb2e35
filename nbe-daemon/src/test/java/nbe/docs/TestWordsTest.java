package nbe.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The launcher {@code ./test} has every word that its help and the pages name, and its help names every word. */
class TestWordsTest {
    private static final Pattern USED = Pattern.compile("\\./test ([a-z]+)\\b");
    private static final Pattern HELP = Pattern.compile("(?m)^  \\./test ([a-z]+)\\b");
    private static final Pattern HANDLED = Pattern.compile("(?m)^  ([a-z]+)\\)|\"\\$word\" = ([a-z]+)");

    @Test
    void helpPagesAndLauncherHaveTheSameWords() throws IOException {
        String launcher = Files.readString(Pages.TOP.resolve("test"));
        Set<String> help = words(HELP, launcher);
        assertTrue(help.contains("quick"), "the pattern is wrong: " + help);
        assertEquals(help, words(HANDLED, launcher), "words that the launcher handles");
        Set<String> used = new TreeSet<>();
        for (Path page : Pages.all()) {
            used.addAll(words(USED, Files.readString(page)));
        }
        used.removeAll(help);
        assertEquals(Set.of(), used, "words that pages name and the launcher lacks");
    }

    private static Set<String> words(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(TestWordsTest::word).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String word(MatchResult match) {
        for (int group = 1; group <= match.groupCount(); group++) {
            if (match.group(group) != null) {
                return match.group(group);
            }
        }
        throw new AssertionError("no word in " + match.group());
    }
}
