package nbe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ManPageTest {
    private static final Path PAGE = Path.of("..", "packaging", "linux", "nbe.1");

    @Test
    void theManPageNamesEachCommandAndNoOther() throws IOException {
        String page = Files.readString(PAGE);
        String commands = page.substring(page.indexOf(".SH COMMANDS"), page.indexOf(".SH OPTIONS"));
        Set<String> named = new TreeSet<>();
        Matcher heads = Pattern.compile("(?m)^\\.TP\n\\.B (\\S+)$").matcher(commands);
        while (heads.find()) {
            named.add(heads.group(1));
        }
        assertEquals(new TreeSet<>(Main.commandLine().getSubcommands().keySet()), named);
    }
}
