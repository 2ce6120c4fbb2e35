package nbe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import nbe.cli.process.ExitStatus;
import nbe.recording.Recording;
import nbe.recording.RecordingReader;
import nbe.simulator.SimulateOptions;
import nbe.simulator.SimulateSession;
import nbe.simulator.scene.Scenes;
import nbe.tap.BandAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real pseudo-terminal, with the simulated dongle behind it. */
class RecordCommandIT {
    @TempDir
    private Path folder;

    @Test
    void whatABandSaysAndWhatIsTypedIsInTheFile() throws Exception {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("\nleft hand\n".getBytes(StandardCharsets.US_ASCII)));
        Path file = folder.resolve("r.csv");
        try (SimulateSession air = SimulateSession.open(SimulateOptions.DEFAULT.withSeed(7), event -> {})) {
            String[] record = {
                "record", "--marks", "--for", "3", "--out", file.toString(), "--band", Scenes.ALICE.toString()
            };
            String port = "[ble]\nport = \"" + air.port() + "\"\n";
            CommandRun run = CommandRun.of(folder, port, record);
            assertEquals(0, run.status(), run.err());
            Recording recording = RecordingReader.read(file);
            assertEquals(Set.of(BandAddress.parse(Scenes.ALICE.toString())), recording.bands());
            assertTrue(
                    recording.sightings().size() > 10,
                    () -> "heard " + recording.sightings().size());
            assertEquals(2, recording.marks().size());
            assertEquals("tap", recording.marks().get(0).text());
            assertEquals("left hand", recording.marks().get(1).text());
            assertEquals(1, recording.forgettings().size());
            assertTrue(recording.endNanos() < 3_500_000_000L, () -> "ends at " + recording.endNanos());
            assertTrue(run.err().contains(" s: left hand"), run.err());
            assertTrue(run.err().contains("recorded " + recording.sightings().size() + " sightings of 1 bands"));
            String written = Files.readString(file);
            assertEquals(ExitStatus.FAILURE, CommandRun.of(folder, port, record).status());
            assertEquals(written, Files.readString(file), "an existing file was touched");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void withoutAnAdapterItFails() throws Exception {
        CommandRun run =
                CommandRun.of(folder, "[ble]\nport = \"" + folder.resolve("nothing") + "\"\n", "record", "--for", "1");
        assertEquals(ExitStatus.FAILURE, run.status());
        assertTrue(run.out().startsWith("# nbe recording 1\n"), run.out());
        assertTrue(run.err().contains("no adapter could be used"), run.err());
    }
}
