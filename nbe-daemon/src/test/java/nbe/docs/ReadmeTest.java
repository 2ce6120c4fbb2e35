package nbe.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nbe.config.Setting;
import org.junit.jupiter.api.Test;

/** README.md and docs/deploy.md repeat settings: they agree with the configuration page and with the program. */
class ReadmeTest {
    @Test
    void eachSettingInTheReadmeHasTheDefaultOfTheConfigurationPage() throws IOException {
        Map<String, String> defaults = new HashMap<>();
        rows("docs/configuration.md", "| key | default | allowed |").forEach(row -> defaults.put(row[1], row[2]));
        List<String[]> shown = rows("README.md", "| key | default | meaning |");
        assertTrue(shown.size() > 5, "the README has no table of settings");
        for (String[] row : shown) {
            assertEquals(defaults.get(row[1]), row[2], "default of " + row[1]);
        }
    }

    @Test
    void theOutputOfCheckHasEverySetting() throws IOException {
        String page = Files.readString(Pages.TOP.resolve("docs/deploy.md"));
        for (Setting<?> setting : Setting.all()) {
            String key = setting.name().replaceFirst("\\[(\\w+)] ", "$1.");
            assertTrue(page.contains("\n    " + key + " "), key + " is missing in the output of 'nbe check'");
        }
    }

    /** The cells of the table below this head; the first cell has index 1. */
    private static List<String[]> rows(String page, String head) throws IOException {
        List<String[]> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(Pages.TOP.resolve(page))) {
            inside = line.startsWith(head) || (inside && line.startsWith("|"));
            if (inside && line.startsWith("| `")) {
                rows.add(line.split(" *\\| *"));
            }
        }
        return rows;
    }
}
