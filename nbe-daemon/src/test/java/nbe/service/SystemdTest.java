package nbe.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class SystemdTest {
    private static final long PID = 4711;

    private final AtomicLong now = new AtomicLong();

    @TempDir
    private Path folder;

    private Supervisor supervisor(String... environment) {
        return Supervisor.of(
                environment.length == 1
                        ? Map.of("NOTIFY_SOCKET", environment[0])
                        : Map.of(
                                "NOTIFY_SOCKET",
                                environment[0],
                                "WATCHDOG_USEC",
                                environment[1],
                                "WATCHDOG_PID",
                                Long.toString(PID)),
                PID,
                now::get);
    }

    @Test
    void whoeverIsNotAskedTellsNobody() {
        assertSame(Supervisor.NONE, Supervisor.of(Map.of(), PID, now::get));
    }

    @Test
    void readyStatusAndStoppingArriveOneDatagramEach() {
        Path path = folder.resolve("notify");
        try (NotifyReceiver systemd = NotifyReceiver.at(path)) {
            Supervisor supervisor = supervisor(path.toString());
            assertTrue(supervisor.ready());
            supervisor.status("scanning; two\nlines");
            supervisor.stopping();
            assertEquals(List.of("READY=1", "STATUS=scanning; two lines", "STOPPING=1"), systemd.take());
        }
    }

    @Test
    void anAbstractNameIsReached() {
        String name = "nbe-test-" + ProcessHandle.current().pid();
        try (NotifyReceiver systemd = NotifyReceiver.atAbstract(name)) {
            assertTrue(supervisor("@" + name).ready());
            assertEquals(List.of("READY=1"), systemd.take());
        }
    }

    @Test
    void aSignOfLifeIsSentTwiceInTheTimeThatSystemdWaits() {
        Path path = folder.resolve("notify");
        try (NotifyReceiver systemd = NotifyReceiver.at(path)) {
            Supervisor supervisor = supervisor(path.toString(), "30000000");
            for (int second = 0; second < 60; second++) {
                now.set(Duration.ofSeconds(second).toNanos());
                supervisor.alive();
                supervisor.alive();
            }
            assertEquals(List.of("WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"), systemd.take());
        }
    }

    @Test
    void withoutAWatchdogNoSignOfLifeIsSent() {
        Path path = folder.resolve("notify");
        try (NotifyReceiver systemd = NotifyReceiver.at(path)) {
            supervisor(path.toString()).alive();
            assertEquals(List.of(), systemd.take());
        }
    }

    @Test
    void theWatchdogOfAnotherProcessIsNotOurs() {
        Map<String, String> environment = Map.of("WATCHDOG_USEC", "1000000", "WATCHDOG_PID", "1");
        assertEquals(OptionalLong.empty(), Systemd.watchdogNanos(environment, PID));
        assertEquals(OptionalLong.of(1_000_000_000), Systemd.watchdogNanos(environment, 1));
        assertEquals(OptionalLong.empty(), Systemd.watchdogNanos(Map.of("WATCHDOG_USEC", "soon"), PID));
    }

    @Test
    void aReceiverThatIsGoneIsNoFailureOfOurs() {
        Supervisor supervisor = supervisor(folder.resolve("nobody").toString());
        assertFalse(supervisor.ready());
        supervisor.status("still here");
    }

    @Test
    void aFullReceiverDoesNotBlockUs() {
        Path path = folder.resolve("notify");
        try (NotifyReceiver systemd = NotifyReceiver.at(path)) {
            Supervisor supervisor = supervisor(path.toString());
            int taken = 0;
            while (taken < 100_000 && supervisor.ready()) {
                taken++;
            }
            assertTrue(taken < 100_000, "the kernel's queue never filled");
            assertEquals(taken, systemd.take().size());
            assertTrue(supervisor.ready());
        }
    }

    @Test
    void anAddressThatIsNoneIsLeftAlone() {
        assertSame(Supervisor.NONE, supervisor("tcp:somewhere"));
        assertSame(Supervisor.NONE, supervisor("/" + "x".repeat(108)));
    }
}
