package nbe.cli;

import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import nbe.cli.monitor.MonitorSession;
import nbe.cli.process.ExitStatus;
import nbe.cli.process.StopSignals;
import nbe.cli.screen.LiveScreen;
import nbe.control.client.ControlClient;
import picocli.CommandLine.Command;

/** {@code nbe monitor}: a live picture of the bands that the running daemon hears. */
@Command(
        name = "monitor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Shows the bands live, as the running daemon hears them: level as a bar with the thresholds drawn"
                + " in, rate, state and the last taps. Keys: s sorts, / filters by address, p pauses, ? explains, q or"
                + " Ctrl-C quits. In a pipe, and at TERM=dumb, it prints a line a band and second.",
        footer = {
            "",
            "Columns in a pipe, separated by a space, - if unknown: time, band, state,",
            "proximity, rssi_dbm, advertisements_per_s, last_heard_s, last_tap_type,",
            "last_tap_time. Lines that begin with # are comments.",
            "",
            "Exit status: 0 fine (also after Ctrl-C), 1 no daemon answers, 2 bad usage.",
            "",
            "Examples:",
            "  nbe monitor",
            "  nbe monitor | grep C2:FA:D7:F0:D7:96      one band, a line a second",
            "  nbe monitor | tee levels.txt              the same to keep"
        })
final class MonitorCommand extends ControlCommand {
    @Override
    int ask(ControlClient client) throws IOException, InterruptedException {
        StopSignals stop = StopSignals.installQuietly();
        MonitorSession session = new MonitorSession(this::daemon, InstantSource.system(), stop);
        Optional<LiveScreen> terminal = LiveScreen.open();
        if (terminal.isEmpty()) {
            session.print(client, this::printed, err());
            return ExitStatus.OK;
        }
        try (LiveScreen screen = terminal.get()) {
            session.draw(screen, ZoneId.systemDefault());
        }
        return ExitStatus.OK;
    }

    private boolean printed(List<String> lines) {
        lines.forEach(out()::println);
        return flushed();
    }
}
