package nbe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import nbe.config.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code nbe check --json}: one object, nothing else, and the exit status of the command without it. */
class CheckJsonTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NO_PARTS = "[ble]\nenabled = false\n[nfc]\nenabled = false\n";

    @TempDir
    private Path folder;

    @Test
    void checkPrintsEverySettingAsAValueOfItsType() throws Exception {
        CommandRun run = CommandRun.of(folder, "rssi_tap_threshhold = -50\n" + NO_PARTS, "check", "--json");
        assertEquals(0, run.status(), run.err());
        JsonNode object = JSON.readTree(run.out());
        assertEquals(folder.resolve("nbe.toml").toString(), object.get("file").asString());
        assertEquals(Setting.all().size(), object.get("settings").size());
        assertEquals(-42, setting(object, "rssi_tap_threshold").get("value").asInt());
        assertFalse(setting(object, "ble.enabled").get("value").asBoolean());
        assertEquals("nbe.toml:4", setting(object, "ble.enabled").get("origin").asString());
        assertTrue(setting(object, "nfc.uid_lengths").get("value").isArray());
        assertTrue(setting(object, "tls.ca_file").get("value").isNull());
        assertEquals("warning", object.get("problems").get(0).get("severity").asString());
        assertTrue(object.get("problems").get(0).get("position").asString().endsWith("nbe.toml:2:1"));
    }

    private static JsonNode setting(JsonNode object, String key) {
        for (JsonNode row : object.get("settings")) {
            if (row.get("key").asString().equals(key)) {
                return row;
            }
        }
        throw new AssertionError("no " + key);
    }

    @Test
    void ofAWrongFileItPrintsTheProblems() throws Exception {
        CommandRun check = CommandRun.of(folder, "rssi_tap_threshold = 5\n", "check", "--json");
        assertEquals(78, check.status());
        JsonNode problem = JSON.readTree(check.out()).get("problems").get(0);
        assertEquals("error", problem.get("severity").asString());
        assertTrue(problem.get("remedy").asString().startsWith("allowed: "), problem.toString());
    }
}
