package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nbe.service.NotifyReceiver;
import nbe.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The real program under something that listens as systemd does. */
@EnabledOnOs(OS.LINUX)
class ServiceManagerIT {
    private static final Duration START = Duration.ofSeconds(20);

    @RegisterExtension
    final Chain chain = new Chain();

    @TempDir
    private Path folder;

    @Test
    void systemdHearsOfTheStartOfLifeAndOfTheEnd() throws IOException, InterruptedException {
        Path toml = Files.writeString(
                folder.resolve("nbe.toml"), """
                agent_url = "ws://127.0.0.1:9/socket/websocket"
                [ble]
                port = "%s"
                [nfc]
                enabled = false
                """.formatted(chain.dongle().port().orElseThrow()));
        Path socket = folder.resolve("notify");
        List<String> heard = new ArrayList<>();
        try (NotifyReceiver systemd = NotifyReceiver.at(socket)) {
            Process program = start(toml, socket);
            try {
                Await.until(START, "READY=1", () -> hear(systemd, heard).contains("READY=1"));
                Await.until(
                        START,
                        "a status line",
                        () -> hear(systemd, heard).contains("STATUS=scanning; agent not connected; 0 bands here"));
                Await.until(
                        START,
                        "two signs of life",
                        () -> hear(systemd, heard).stream()
                                        .filter("WATCHDOG=1"::equals)
                                        .count()
                                >= 2);
                program.destroy();
                assertTrue(program.waitFor(5, TimeUnit.SECONDS), "it is still there 5 s after SIGTERM");
                assertEquals(0, program.exitValue());
                assertTrue(hear(systemd, heard).contains("STOPPING=1"), heard.toString());
            } finally {
                program.destroyForcibly();
            }
        }
    }

    private static List<String> hear(NotifyReceiver systemd, List<String> heard) {
        heard.addAll(systemd.take());
        return heard;
    }

    private Process start(Path toml, Path socket) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-jar",
                        Path.of("target", "nbe.jar").toString(),
                        "run",
                        "-c",
                        toml.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("NBE_") || name.startsWith("WATCHDOG_"));
        builder.environment().put("NOTIFY_SOCKET", socket.toString());
        builder.environment().put("WATCHDOG_USEC", "1000000");
        return builder.start();
    }
}
