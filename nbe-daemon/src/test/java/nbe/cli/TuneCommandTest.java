package nbe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nbe.cli.process.ExitStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code nbe tune --from}, which needs neither dongle nor person. */
class TuneCommandTest {
    private static final String CONTROL = "[control]\nsocket = \"off\"\n";

    @TempDir
    private Path folder;

    private Path file;

    /** Five holds of two seconds at -40 dBm, a minute of work at -58, and a walk to -88; nothing is marked. */
    @BeforeEach
    void record() throws IOException {
        StringBuilder text = new StringBuilder("t_seconds,rssi_dbm\n");
        for (int i = 0; i < 1400; i++) {
            double t = i / 10.0;
            int dbm = t > 105 ? -88 : t > 100 ? -58 - (int) (6 * (t - 100)) : t > 10 && t < 40 && t % 6 < 2 ? -40 : -58;
            text.append(String.format(Locale.ROOT, "%.1f,%d%n", t, dbm + i % 2));
        }
        file = Files.writeString(folder.resolve("minutes.csv"), text);
    }

    private CommandRun tune(String toml, String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of("tune", "--from", file.toString()));
        all.addAll(List.of(more));
        return CommandRun.of(folder, toml + CONTROL, all.toArray(String[]::new));
    }

    private static int recommended(CommandRun run, String key) {
        String start = "recommended " + key + " = ";
        return run.out()
                .lines()
                .filter(line -> line.startsWith(start))
                .map(line -> Integer.parseInt(line.substring(start.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line '" + start + "' in " + run.out() + run.err()));
    }

    @Test
    void aPlainRecordingGivesAllThreeWithTableAndReason() throws IOException {
        CommandRun run = tune("");
        assertEquals(ExitStatus.OK, run.status(), run.err() + run.out());
        int tap = recommended(run, "rssi_tap_threshold");
        int close = recommended(run, "rssi_cutoff_close");
        int far = recommended(run, "rssi_cutoff_far");
        assertTrue(tap > -57 && tap < -40, "tap " + tap);
        assertTrue(close < -58 && far < close && far > -88, close + ", " + far);
        assertTrue(run.out().contains("5 of 5    nothing   <- " + tap), run.out());
        assertTrue(run.out().contains("catches all 5 holds and fires on nothing else"), run.out());
        assertTrue(
                CommandRun.of(folder, "", "replay", "--threshold", "" + tap, file.toString())
                                .out()
                                .lines()
                                .filter(line -> line.contains("tap (adaptive)"))
                                .count()
                        == 5,
                "what replay finds with it");
    }

    @Test
    void jsonHasTheSame() throws IOException {
        JsonNode json = JsonMapper.shared().readTree(tune("", "--json").out());
        assertEquals("inferred", json.get("source").asString());
        assertEquals(5, json.get("holds").size());
        assertEquals(66, json.get("thresholds").size());
        assertEquals(
                recommended(tune(""), "rssi_tap_threshold"),
                json.get("recommended").get("rssi_tap_threshold").asInt());
    }

    @Test
    void applyChangesTheseValuesAndNothingElse() throws IOException {
        Path toml = folder.resolve("real.toml");
        String before = "agent_url = \"ws://127.0.0.1:9/x\" # ours\r\n# why\r\nrssi_tap_threshold = -42\t# hot\r\n"
                + "rssi_near_threshold = -60\r\n[control]\r\nsocket = \"off\"\r\n";
        Files.writeString(toml, before);
        Files.setPosixFilePermissions(toml, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link.toml"), toml);
        CommandRun run = CommandRun.of("tune", "-c", link.toString(), "--from", file.toString(), "--apply");
        assertEquals(ExitStatus.OK, run.status(), run.err() + run.out());
        assertEquals(
                "agent_url = \"ws://127.0.0.1:9/x\" # ours\r\n# why\r\nrssi_tap_threshold = "
                        + recommended(run, "rssi_tap_threshold")
                        + "\t# hot\r\nrssi_cutoff_close = " + recommended(run, "rssi_cutoff_close")
                        + "\r\nrssi_cutoff_far = " + recommended(run, "rssi_cutoff_far")
                        + "\r\n# rssi_near_threshold = -60  # rssi_cutoff_close and rssi_cutoff_far took its place\r\n"
                        + "[control]\r\nsocket = \"off\"\r\n",
                sorted(Files.readString(toml)));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(toml)));
        assertTrue(run.out().contains("rssi_near_threshold is a comment now"), run.out());
    }

    /** The former key's comment may stand before or after the new keys. */
    private static String sorted(String text) {
        String comment = "# rssi_near_threshold = -60  # rssi_cutoff_close and rssi_cutoff_far took its place\r\n";
        return text.replace(comment, "").replace("[control]", comment + "[control]");
    }

    @Test
    void aWrongFileStopsOnlyTheApplying() throws IOException {
        CommandRun run = tune("rssi_window_tap = 0\n");
        assertEquals(ExitStatus.OK, run.status(), run.err() + run.out());
        assertTrue(run.err().contains("rssi_window_tap is 0"), run.err());
        assertTrue(run.err().contains("the defaults count here"), run.err());
        recommended(run, "rssi_tap_threshold");
        assertEquals(
                ExitStatus.CONFIGURATION,
                tune("rssi_window_tap = 0\n", "--apply").status());
    }

    @Test
    void aRecordingThatIsOfNoUseSaysWhatIsMissingAndChangesNothing() throws IOException {
        StringBuilder text = new StringBuilder("t_seconds,rssi_dbm\n");
        for (int i = 0; i < 600; i++) {
            text.append(String.format(Locale.ROOT, "%.1f,%d%n", i / 10.0, -58 + i % 3));
        }
        Files.writeString(file, text);
        CommandRun run = tune("", "--apply");
        assertEquals(ExitStatus.FAILURE, run.status());
        assertTrue(run.err().contains("it has no mark 'tap'"), run.err());
        assertEquals("", run.out());
    }

    @Test
    void badUsageAndMissingFilesAreSaid() throws IOException {
        assertEquals(ExitStatus.USAGE, tune("", "--out", "x.csv").status());
        assertEquals(ExitStatus.USAGE, tune("", "--band", "nobody").status());
        CommandRun gone = CommandRun.of(
                folder, CONTROL, "tune", "--from", folder.resolve("gone.csv").toString());
        assertEquals(ExitStatus.FAILURE, gone.status());
        assertTrue(gone.err().contains("gone.csv cannot be read"), gone.err());
    }
}
