package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import nbe.control.client.ControlAnswer;
import nbe.control.client.ControlClient;
import nbe.control.status.AdapterRow;
import nbe.control.status.Status;
import nbe.control.status.StatusJson;
import nbe.recording.Recording;
import nbe.recording.RecordingReader;
import nbe.simulator.SimulateOptions;
import nbe.simulator.SimulateSession;
import nbe.tap.Sighting;
import nbe.testing.Await;
import nbe.testing.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Record, support and doctor beside a daemon that has the dongle: they ask it, and it goes on. */
@Timeout(300)
class AskedDaemonIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    /** A recording has whole microseconds: one for the distance of the two clocks, and one for each time. */
    private static final long ROUNDING_NANOS = 2_001;

    @TempDir
    private Path folder;

    private SimulateSession air;
    private Program daemon;
    private ControlClient client;
    private String config;

    @BeforeEach
    void runDaemon() throws Exception {
        air = SimulateSession.open(SimulateOptions.DEFAULT.withSeed(7), event -> {});
        config = Files.writeString(folder.resolve("nbe.toml"), """
                agent_url = "ws://127.0.0.1:9/socket/websocket"
                [ble]
                port = "%s"
                [nfc]
                enabled = false
                [control]
                socket = "c.sock"
                """.formatted(air.port()))
                .toString();
        daemon = NbeProgram.start("run", "-c", config);
        Path socket = folder.resolve("c.sock");
        Await.until(LONG, "the socket", () -> Files.exists(socket));
        client = new ControlClient(socket);
        Await.until(LONG, "sightings", () -> status().bands().size() > 0);
    }

    @AfterEach
    void stop() {
        client.close();
        daemon.close();
        air.close();
    }

    private Status status() {
        return DaemonStatus.of(client);
    }

    private static List<String> run(int status, String... arguments) {
        try (Program program = NbeProgram.start(arguments)) {
            int ended = program.awaitEnd(LONG);
            List<String> said = Stream.concat(program.out().stream(), program.err().stream())
                    .toList();
            assertEquals(status, ended, said.toString());
            return said;
        }
    }

    private Recording fromTheDaemon() throws Exception {
        Path file = folder.resolve("traffic.csv");
        try (ControlAnswer answer = client.get("/v1/traffic/sightings")) {
            Files.write(file, answer.bytes());
        }
        return RecordingReader.read(file);
    }

    /** The daemon's own memory of the same sightings is the measure. */
    @Test
    void aRecordingHasEverySightingOfTheDaemonWithItsExactTime() throws Exception {
        Path file = folder.resolve("r.csv");
        run(0, "record", "-c", config, "--for", "4", "--out", file.toString());
        Recording recording = RecordingReader.read(file);
        List<Sighting> recorded = recording.sightings();
        List<Sighting> kept = fromTheDaemon().sightings();
        assertTrue(recorded.size() > 10, () -> "only " + recorded.size());
        assertEquals(1, recording.forgettings().size(), "the adapter scanned before");
        int at = placeOf(recorded, kept);
        long distance = kept.get(at).atNanos() - recorded.get(0).atNanos();
        for (int i = 0; i < recorded.size(); i++) {
            Sighting one = recorded.get(i);
            Sighting other = kept.get(at + i);
            assertEquals(withoutTime(other), withoutTime(one), "sighting " + i);
            assertEquals(other.atNanos() - distance, one.atNanos(), ROUNDING_NANOS, "time of sighting " + i);
        }
        assertEquals(AdapterRow.State.SCANNING, status().adapters().get(0).state());
    }

    /** The only place at which what was kept begins as what was recorded does. */
    private static int placeOf(List<Sighting> recorded, List<Sighting> kept) {
        List<Sighting> beginning =
                recorded.stream().limit(10).map(AskedDaemonIT::withoutTime).toList();
        List<Sighting> all = kept.stream().map(AskedDaemonIT::withoutTime).toList();
        int place = Collections.indexOfSubList(all, beginning);
        assertTrue(place >= 0, "the daemon did not keep " + beginning);
        return place;
    }

    private static Sighting withoutTime(Sighting one) {
        return Sighting.of(one.band(), one.rssiDbm(), one.flags(), one.serviceRequestState(), 0, one.adapter());
    }

    @Test
    void aRecordingEndsWithTheDaemon() throws Exception {
        Path file = folder.resolve("r.csv");
        try (Program recorder = NbeProgram.start("record", "-c", config, "--out", file.toString())) {
            Await.until(LONG, "a sighting", () -> lines(file) > 8);
            daemon.signal("TERM");
            assertEquals(1, recorder.awaitEnd(LONG));
            assertTrue(
                    recorder.err().stream()
                            .anyMatch(line -> line.startsWith("the recording ends: the daemon has ended")),
                    recorder.err().toString());
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.exists(file) ? Files.lines(file) : Stream.of()) {
            return lines.count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void supportTakesStatusScanAndTraffic() throws Exception {
        Path zip = folder.resolve("s.zip");
        run(0, "support", "-c", config, "-o", zip.toString());
        try (ZipFile file = new ZipFile(zip.toFile())) {
            Status status = StatusJson.read(text(file, "status.json").getBytes(StandardCharsets.UTF_8));
            assertEquals(daemon.pid(), status.pid());
            assertTrue(text(file, "traffic/sightings.csv").startsWith("# nbe recording 1\n"));
            assertTrue(text(file, "traffic/events.txt").contains("firmware"), text(file, "traffic/events.txt"));
            assertTrue(text(file, "scan.json").contains("\"devices\""), text(file, "scan.json"));
            assertTrue(text(file, "doctor.txt").contains("ok      daemon        nbe "), text(file, "doctor.txt"));
        }
    }

    private static String text(ZipFile file, String part) throws IOException {
        return new String(file.getInputStream(file.getEntry(part)).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void doctorSaysWhatTheDaemonSaysOfItsDongle() {
        List<String> said = run(1, "doctor", "-c", config);
        assertTrue(
                said.stream().anyMatch(line -> line.matches("ok +adapter +" + air.port() + ": scanning, firmware .*")),
                said.toString());
        assertEquals(
                1,
                said.stream()
                        .filter(line -> line.contains("connection refused"))
                        .count(),
                said.toString());
    }
}
