package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nbe.service.NotifyReceiver;
import nbe.testing.Await;
import nbe.testing.Program;
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
    void systemdHearsOfTheStartOfLifeAndOfTheEnd() {
        chain.configure("agent_url", Chain.quoted("ws://127.0.0.1:9/socket/websocket"));
        Path socket = folder.resolve("notify");
        List<String> heard = new ArrayList<>();
        try (NotifyReceiver systemd = NotifyReceiver.at(socket)) {
            Program program = chain.program(
                    List.of("env", "-u", "WATCHDOG_PID", "NOTIFY_SOCKET=" + socket, "WATCHDOG_USEC=1000000"), "run");
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
            program.signal("TERM");
            assertEquals(0, program.awaitEnd(Duration.ofSeconds(5)));
            assertTrue(hear(systemd, heard).contains("STOPPING=1"), heard.toString());
        }
    }

    private static List<String> hear(NotifyReceiver systemd, List<String> heard) {
        heard.addAll(systemd.take());
        return heard;
    }
}
