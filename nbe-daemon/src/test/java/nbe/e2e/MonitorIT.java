package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nbe.cli.AnsweringDaemon;
import nbe.cli.status.StatusStates;
import nbe.testing.Await;
import nbe.testing.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nbe monitor} and {@code nbe status --watch} in a real terminal, and in a pipe. */
class MonitorIT {
    private static final String BAND = "C2:FA:D7:F0:D7:96";

    @TempDir
    private Path folder;

    private AnsweringDaemon daemon;

    @BeforeEach
    void listen() throws Exception {
        daemon = new AnsweringDaemon(folder);
        daemon.say(StatusStates.of("all well"));
    }

    @AfterEach
    void close() {
        daemon.close();
    }

    /** The command in a shell that says what the terminal is like afterwards. */
    private String shell(String... arguments) {
        List<String> java =
                Program.java(List.of(), "-jar", NbeProgram.JAR.toAbsolutePath().toString());
        return "TERM=xterm-256color LC_ALL=C.UTF-8; export TERM LC_ALL; '" + String.join("' '", java) + "' "
                + String.join(" ", arguments) + " -c " + daemon.config()
                + "; echo \"ended $?\"; stty -a | tr -s ' ;' '\\n' | grep -x -e icanon -e isig -e echo; exec cat";
    }

    private static void awaitRestored(Tmux terminal) {
        terminal.awaitText("ended 0");
        terminal.awaitScreen("a terminal as before", lines -> lines.containsAll(List.of("icanon", "isig", "echo")));
        assertTrue(terminal.screen().stream().noneMatch(line -> line.contains("BAND ")), "the picture is gone");
    }

    @Test
    void thePictureFollowsKeysSizeAndDaemon() throws Exception {
        try (Tmux terminal = new Tmux(folder, 80, 24, shell("monitor"))) {
            terminal.awaitText(BAND);
            terminal.awaitText("q quit  s sort: level");
            terminal.type("s");
            terminal.awaitText("sort: address");
            terminal.type("/", "9", "7", "Enter");
            terminal.awaitScreen("one band", lines -> lines.stream().noneMatch(line -> line.startsWith(BAND)));
            terminal.type("Escape");
            terminal.awaitText(BAND);
            terminal.resize(60, 12);
            terminal.awaitScreen(
                    "12 lines", lines -> lines.get(lines.size() - 1).startsWith("q quit"));
            assertEquals(12, terminal.screen().size());
            daemon.close();
            terminal.awaitText("PROBLEM daemon");
            daemon.open();
            terminal.awaitScreen("no problem", lines -> lines.stream().noneMatch(line -> line.contains("PROBLEM")));
            terminal.type("q");
            awaitRestored(terminal);
        }
    }

    @Test
    void ctrlCGivesTheTerminalBack() throws Exception {
        try (Tmux terminal = new Tmux(folder, 80, 24, shell("monitor"))) {
            terminal.awaitText(BAND);
            terminal.type("C-c");
            awaitRestored(terminal);
        }
    }

    @Test
    void theStatusIsRedrawnInPlace() throws Exception {
        try (Tmux terminal = new Tmux(folder, 80, 24, shell("status --watch"))) {
            terminal.awaitText("All is well.");
            daemon.say(StatusStates.of("no dongle"));
            terminal.awaitText("PROBLEM  adapter");
            daemon.say(StatusStates.of("all well"));
            terminal.awaitText("All is well.");
            assertTrue(terminal.screen().get(0).startsWith("All is well."), "redrawn in place");
            terminal.type("q");
            awaitRestored(terminal);
        }
    }

    @Test
    void inAPipeThereIsALineABandAndSecond() throws IOException {
        try (Program monitor = NbeProgram.start("monitor", "-c", daemon.config().toString())) {
            Await.until(
                    Duration.ofSeconds(60),
                    "two seconds of three bands",
                    () -> monitor.out().size() >= 7);
            List<String> lines = monitor.out();
            assertTrue(lines.get(0).startsWith("# time band state"), lines.get(0));
            assertTrue(
                    lines.get(3).matches("2\\S+Z " + BAND + " authenticated near -52 10\\.1 0\\.1 BLE \\S+"),
                    lines.get(3));
            monitor.signal("TERM");
            assertEquals(0, monitor.awaitEnd(Duration.ofSeconds(30)));
        }
    }

    @Test
    void withoutADaemonItEndsWithStatus1() throws IOException {
        daemon.close();
        try (Program monitor = NbeProgram.start("monitor", "-c", daemon.config().toString())) {
            assertEquals(1, monitor.awaitEnd(Duration.ofSeconds(60)));
            assertTrue(
                    monitor.err().get(0).contains("no daemon answers; tried " + daemon.socket()),
                    monitor.err()::toString);
        }
    }
}
