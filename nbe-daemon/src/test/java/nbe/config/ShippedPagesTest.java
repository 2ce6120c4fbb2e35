package nbe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shipped as a file is what the table of settings says. Written anew with {@code -Dnbe.write-pages=true}. */
class ShippedPagesTest {
    private static final Path TOP = Path.of("").toAbsolutePath().getParent();

    @TempDir
    Path directory;

    @Test
    void theShippedFileIsTheOneTheTableMakes() throws IOException {
        assertSame(TOP.resolve("nbe.toml"), DefaultFile.text());
    }

    @Test
    void thePageInDocsIsTheOneTheTableMakes() throws IOException {
        assertSame(TOP.resolve("docs/configuration.md"), SettingsPage.text());
    }

    @Test
    void theShippedFileSetsNothingButTheDefaultOfAgentUrl() {
        Here here = new Here(directory);
        ConfigReading reading = here.read(DefaultFile.text());
        assertEquals(List.of(), reading.problems());
        Settings settings = Here.settings(reading);
        Settings defaults = Settings.defaults(here.surroundings());
        for (Setting<?> setting : Setting.all()) {
            assertEquals(defaults.value(setting), settings.value(setting), setting.name());
            boolean isDefault = settings.origin(setting) == Origin.Default.DEFAULT;
            assertEquals(setting != Setting.AGENT_URL, isDefault, setting.name() + " is set by the file");
        }
    }

    @Test
    void whatTheShippedFileShowsBehindHashesIsTheDefaultOfEachKey() {
        Here here = new Here(directory);
        String uncommented = DefaultFile.text()
                .lines()
                .map(line -> line.matches("# ([a-z_]+ = .*|\\[\\[.*\\]\\])") ? line.substring(2) : line)
                .collect(Collectors.joining("\n"));
        ConfigReading reading = here.read(uncommented);
        assertEquals(List.of(), reading.problems());
        Settings settings = Here.settings(reading);
        Settings defaults = Settings.defaults(here.surroundings());
        for (Setting<?> setting : Setting.all()) {
            assertTrue(settings.origin(setting) instanceof Origin.InFile, setting.name() + " is missing in the file");
            if (setting.hasFixedDefault()) {
                assertEquals(defaults.value(setting), settings.value(setting), setting.name());
            }
        }
    }

    @Test
    void theShippedFileFitsATerminal() {
        List<String> tooLong = DefaultFile.text()
                .lines()
                .filter(line -> line.startsWith("#") && line.contains(" ") && line.length() > 80)
                .toList();
        assertEquals(List.of(), tooLong);
    }

    @Test
    void whatIsNoDefaultIsCalledAnExample() {
        List<String> lines = DefaultFile.text().lines().toList();
        for (Setting<?> setting : Setting.all()) {
            int at = lines.indexOf("# " + setting.exampleLines().get(0));
            boolean example = at > 0 && lines.get(at - 1).endsWith("Example:");
            assertEquals(!setting.hasFixedDefault(), example, setting.name());
        }
    }

    private static void assertSame(Path file, String expected) throws IOException {
        if (Boolean.getBoolean("nbe.write-pages")) {
            Files.writeString(file, expected);
        }
        assertEquals(expected, Files.readString(file), file + " differs: -Dnbe.write-pages=true writes it anew");
    }
}
