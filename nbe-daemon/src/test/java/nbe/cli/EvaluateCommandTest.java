package nbe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nbe.capture.CaptureBytes;
import nbe.cli.process.ExitStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
    @TempDir
    private Path folder;

    @Test
    void itPrintsTheSeedTheSettingsAndBothRules() throws IOException {
        CommandRun run = CommandRun.of(folder, "", "evaluate", "--taps", "5", "--hours", "0.01", "--threshold", "-45");
        assertEquals(0, run.status(), run.err());
        List<String> lines = run.out().lines().toList();
        assertEquals("seed 1, rssi_tap_threshold -45 dBm, rssi_window_tap 10; delays in seconds", lines.get(0));
        assertEquals(5, rows(lines, "mean"), run.out());
        assertEquals(5, rows(lines, "adaptive"), run.out());
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("walking past")), run.out());
    }

    /** How many lines with figures of this rule: four intervals and the total. */
    private static long rows(List<String> lines, String rule) {
        return lines.stream()
                .filter(line -> line.matches(".*  " + rule + " +\\d+ +\\d+ +\\d+ \\(.*"))
                .count();
    }

    @Test
    void recordingsAloneCanBeEvaluated() throws IOException {
        Path site = Files.createDirectory(folder.resolve("site"));
        StringBuilder text = new StringBuilder("t_seconds,rssi_dbm\n# mark t=3.1 tap\n");
        for (int i = 0; i < 100; i++) {
            text.append(i / 10.0).append(i >= 30 && i < 50 ? ",-38\n" : ",-60\n");
        }
        Files.writeString(site.resolve("a.csv"), text);
        CommandRun run =
                CommandRun.of(folder, "", "evaluate", "--taps", "0", "--json", "--recordings", site.toString());
        assertEquals(0, run.status(), run.err());
        String adaptive = run.out()
                .lines()
                .filter(line -> line.contains("\"group\":\"recorded\"") && line.contains("adaptive"))
                .findFirst()
                .orElseThrow();
        assertTrue(adaptive.contains("\"taps\":1,\"caught\":1,\"early\":0,\"missed\":0,\"late\":0"), adaptive);
    }

    @Test
    void whatCannotBeReadIsAFailureAndWhatMakesNoSenseBadUsage() throws IOException {
        Path missing = folder.resolve("missing");
        CommandRun run = CommandRun.of(folder, "", "evaluate", "--recordings", missing.toString());
        assertEquals(ExitStatus.FAILURE, run.status());
        assertTrue(run.err().contains(missing.toString()), run.err());
        assertEquals(
                ExitStatus.USAGE,
                CommandRun.of(folder, "", "evaluate", "--taps", "-1").status());
        assertEquals(
                ExitStatus.USAGE,
                CommandRun.of(folder, "", "evaluate", "--taps", "0").status());
    }

    @Test
    void filesAreEvaluatedInsteadOfScenes() throws IOException {
        CaptureBytes bytes = CaptureBytes.btsnoop(1002);
        for (int i = 0; i < 50; i++) {
            bytes.btsnoopPacket(3, i * 100_000L, "04" + CaptureBytes.EVENT);
        }
        Path capture = Files.write(folder.resolve("phone.log"), bytes.toArray());
        CommandRun run = CommandRun.of(folder, "", "evaluate", capture.toString());
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("recorded"), run.out());
        assertTrue(run.err().contains("no tap is marked in it"), run.err());

        CommandRun none = CommandRun.of(folder, "", "evaluate", "--band", "00:00:00:00:00:01", capture.toString());
        assertEquals(ExitStatus.FAILURE, none.status());
        assertTrue(none.err().startsWith("there is nothing to evaluate:\n" + capture), none.err());

        Files.write(capture, bytes.hex("00").toArray());
        CommandRun damaged = CommandRun.of(folder, "", "evaluate", "--json", capture.toString());
        assertEquals(ExitStatus.FAILURE, damaged.status());
        assertTrue(damaged.out().contains("\"group\":\"recorded\""), damaged.out());
        assertTrue(damaged.err().contains(capture + ": byte "), damaged.err());
    }
}
