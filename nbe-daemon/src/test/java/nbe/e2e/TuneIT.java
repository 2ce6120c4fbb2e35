package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import nbe.cli.process.Clocks;
import nbe.cli.process.StopSignals;
import nbe.cli.record.DaemonSource;
import nbe.cli.record.RecordingSession;
import nbe.cli.tune.Durations;
import nbe.cli.tune.TuneSession;
import nbe.config.Settings;
import nbe.config.Surroundings;
import nbe.control.client.ControlClient;
import nbe.control.status.ThresholdsRow;
import nbe.recording.Recording;
import nbe.simulator.SimulateOptions;
import nbe.simulator.SimulateSession;
import nbe.testing.Await;
import nbe.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A session of {@code nbe tune} on the sightings of a running daemon, with short steps; then its thresholds are put into use. */
@Timeout(300)
class TuneIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    /** Five holds, work at 0.6 m, a walk to 20 m; no fading, so that each run is the same. */
    private static final String SCENE = """
            name = "short"
            [radio]
            air = "vendor"
            shadow_sigma_db = 0
            channel_sigma_db = 0
            fading_sigma_db = 0
            loss = 0
            [[band]]
            id = "alice"
            address = "C2:FA:D7:F0:D7:96"
            distance = 0.6
            """ + taps(6, 9, 12, 15, 18) + """
            [[step]]
            at = 31
            band = "alice"
            do = "walk"
            to = 20
            over = 3
            """;

    @TempDir
    private Path folder;

    private static String taps(int... seconds) {
        StringBuilder text = new StringBuilder();
        for (int at : seconds) {
            text.append("[[step]]\nat = ")
                    .append(at)
                    .append("\nband = \"alice\"\ndo = \"tap\"\nto = 0.03\nhold = 1.2\n");
        }
        return text.toString();
    }

    @Test
    void fiveHoldsWorkAndAWalkBecomeThresholdsThatTheDaemonUses() throws Exception {
        Path scene = Files.writeString(folder.resolve("short.toml"), SCENE);
        SimulateOptions options = new SimulateOptions(
                Optional.of(scene),
                OptionalLong.of(7),
                Optional.empty(),
                Optional.empty(),
                0,
                OptionalDouble.empty(),
                1,
                false);
        try (SimulateSession air = SimulateSession.open(options, event -> {})) {
            Path config = Files.writeString(folder.resolve("nbe.toml"), """
                    agent_url = "ws://127.0.0.1:9/socket/websocket"   # nobody is there
                    rssi_tap_threshold = -55

                    [ble]
                    port = "%s"
                    [nfc]
                    enabled = false
                    [control]
                    socket = "c.sock"
                    """.formatted(air.port()));
            Path socket = folder.resolve("c.sock");
            try (Program daemon = NbeProgram.start("run", "-c", config.toString())) {
                Await.until(LONG, "the socket", () -> Files.exists(socket));
                try (ControlClient client = new ControlClient(socket)) {
                    Await.until(
                            LONG,
                            "sightings",
                            () -> !DaemonStatus.of(client).bands().isEmpty());
                    Path file = folder.resolve("session.csv");
                    Files.writeString(file, session(client));
                    List<String> said = tune(file, config);
                    assertTrue(said.contains("read again: changed"), said.toString());
                    ThresholdsRow used = DaemonStatus.of(client).thresholds();
                    String text = Files.readString(config);
                    assertTrue(text.contains("websocket\"   # nobody is there\n"), text);
                    assertTrue(
                            text.contains("rssi_tap_threshold = " + used.tap().orElseThrow() + "\n"), text);
                    assertTrue(text.contains("rssi_cutoff_far = " + used.far().orElseThrow() + "\n"), text);
                    // 3 cm reads -38 dBm or more, 0.6 m -68: the threshold is between, the cutoffs are below
                    int tap = used.tap().orElseThrow();
                    assertTrue(tap < -38 && tap > -60, "tap " + tap);
                    int close = used.near().orElseThrow();
                    assertTrue(close <= -68 && used.far().orElseThrow() < close, used.toString());
                }
            }
        }
    }

    /** The session's recording, as a file has it. */
    private static String session(ControlClient client) throws Exception {
        TuneSession session = new TuneSession(Clocks.MONOTONIC, StopSignals.installQuietly());
        StringWriter said = new StringWriter();
        Durations quick = new Durations(
                Duration.ofSeconds(2), Duration.ofSeconds(8), Duration.ofSeconds(14), Duration.ofSeconds(60));
        boolean done = session.run(
                new DaemonSource(client, DaemonStatus.of(client), Clocks.MONOTONIC),
                quick,
                Optional.empty(),
                new PrintWriter(said, true));
        assertTrue(done, session.whyNot() + said.toString());
        Recording recording = session.recording("session");
        StringWriter text = new StringWriter();
        RecordingSession.write(
                recording,
                text,
                "test",
                Instant.EPOCH,
                Settings.defaults(Surroundings.ofThisProcess()),
                Optional.empty());
        return text.toString();
    }

    private static List<String> tune(Path recording, Path config) {
        try (Program program =
                NbeProgram.start("tune", "--from", recording.toString(), "--apply", "-c", config.toString())) {
            int ended = program.awaitEnd(LONG);
            assertEquals(0, ended, program.out().toString() + program.err());
            return program.out();
        }
    }
}
