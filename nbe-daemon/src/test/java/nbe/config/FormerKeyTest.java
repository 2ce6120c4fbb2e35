package nbe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of the two cutoffs, and the one key that stood for both before (docs/configuration.md, "Former keys"). */
class FormerKeyTest {
    @TempDir
    Path directory;

    private Here here() {
        return new Here(directory);
    }

    @ParameterizedTest
    @CsvSource({"-60, -64", "-1, -5", "-99, -103", "-100, -103", "-103, -103"})
    void countsAsCloseAndFarFourDecibelsBelowItWithAWarningThatNamesBoth(int near, int far) {
        ConfigReading reading = here().read(Here.URL + "rssi_near_threshold = " + near + "\n");
        Settings settings = Here.settings(reading);
        assertEquals(near, settings.value(Setting.RSSI_CUTOFF_CLOSE));
        assertEquals(far, settings.value(Setting.RSSI_CUTOFF_FAR));
        assertEquals("nbe.toml:2", settings.origin(Setting.RSSI_CUTOFF_FAR).brief());
        String warning = reading.warnings().get(0).toString();
        assertTrue(warning.contains("nbe.toml:2:1: rssi_near_threshold"), warning);
        assertTrue(
                warning.contains("rssi_cutoff_close = " + near + " and rssi_cutoff_far = " + far + ": write these"),
                warning);
    }

    @ParameterizedTest
    @CsvSource({"rssi_cutoff_close = -65, -65, -83", "rssi_cutoff_far = -90, -70, -90", "rssi_cutoff_close = 0, 0, -83"
    })
    void doesNotCountBesideOneOfTheNewKeys(String line, int close, int far) {
        for (String text :
                List.of(line + "\nrssi_near_threshold = -60\n", "rssi_near_threshold = -60\n" + line + "\n")) {
            ConfigReading reading = here().read(Here.URL + text);
            Settings settings = Here.settings(reading);
            assertEquals(close, settings.value(Setting.RSSI_CUTOFF_CLOSE));
            assertEquals(far, settings.value(Setting.RSSI_CUTOFF_FAR));
            assertEquals(1, reading.warnings().size(), reading.problems().toString());
            assertTrue(
                    reading.warnings().get(0).wrong().contains("does not count"),
                    reading.problems().toString());
        }
    }

    @Test
    void doesNotCountBesideAVariableOfANewKeyEither() {
        ConfigReading reading = here().with("RSSI_CUTOFF_FAR", "-90").read(Here.URL + "rssi_near_threshold = -60\n");
        assertEquals(-70, Here.settings(reading).value(Setting.RSSI_CUTOFF_CLOSE));
        assertEquals(-90, Here.settings(reading).value(Setting.RSSI_CUTOFF_FAR));
    }

    @Test
    void itsVariableOverridesTheFile() {
        ConfigReading reading =
                here().with("NBE_RSSI_NEAR_THRESHOLD", "-55").read(Here.URL + "rssi_near_threshold = -60\n");
        Settings settings = Here.settings(reading);
        assertEquals(-55, settings.value(Setting.RSSI_CUTOFF_CLOSE));
        assertEquals(-59, settings.value(Setting.RSSI_CUTOFF_FAR));
        assertEquals(new Origin.Variable("NBE_RSSI_NEAR_THRESHOLD"), settings.origin(Setting.RSSI_CUTOFF_CLOSE));
        assertEquals(
                List.of("NBE_RSSI_NEAR_THRESHOLD"),
                reading.warnings().stream().map(w -> w.position().position()).toList());
    }

    @Test
    void aWrongValueIsAnErrorAtItsPlace() {
        ConfigReading reading = here().read(Here.URL + "rssi_near_threshold = 0\n");
        assertEquals(
                List.of("nbe.toml:2:1: rssi_near_threshold is 0, allowed: a whole number, -103 to -1"),
                reading.errors().stream()
                        .map(error -> error.toString().replaceFirst(".*/", ""))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rssi_cutoff_close = -80\\nrssi_cutoff_far = -70 | 3 | -70, above rssi_cutoff_close, which is -80",
                "rssi_cutoff_far = -60 | 2 | -60, above rssi_cutoff_close, which is -70 (its default)",
                "rssi_cutoff_close = -90 | 2 | -83 (its default), above rssi_cutoff_close, which is -90"
            })
    void aFarCutoffAboveTheCloseOneIsAnError(String lines, int line, String words) {
        ConfigReading reading = here().read(Here.URL + lines.replace("\\n", "\n") + "\n");
        assertEquals(1, reading.problems().size(), reading.problems().toString());
        ConfigProblem problem = reading.errors().get(0);
        assertEquals("nbe.toml:" + line, problem.position().brief());
        assertTrue(problem.wrong().endsWith("rssi_cutoff_far is " + words), problem.wrong());
        assertTrue(problem.remedy().startsWith("allowed for rssi_cutoff_far: -103 to -"), problem.remedy());
    }

    @Test
    void whereProximityIsOffTheFarCutoffDoesNotMatter() {
        assertEquals(
                List.of(),
                here().read(Here.URL + "rssi_cutoff_close = 0\nrssi_cutoff_far = -50\n")
                        .problems());
    }

    @Test
    void aFlatFileAsTheVendorsPackageWritesItHasNoProblem() {
        assertEquals(List.of(), here().read("""
                # written by the terminal's settings
                agent_url = "ws://127.0.0.1:9120/socket/websocket"
                rssi_window_tap = 10
                rssi_window_long = 50
                rssi_tap_threshold = -42
                rssi_cutoff_close = -70
                rssi_cutoff_far = -83
                """).problems());
    }
}
