package nbe.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nbe.cli.process.ExitStatus;
import nbe.cli.process.StopSignals;
import nbe.cli.process.Terminal;
import nbe.cli.screen.LiveScreen;
import nbe.cli.status.StatusPage;
import nbe.cli.status.StatusWatch;
import nbe.control.client.ControlClient;
import nbe.control.status.Status;
import org.jline.utils.AttributedString;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nbe status}: how the running daemon is. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Shows how the running daemon is: what is wrong and what to do about it first, then agent,"
                + " adapters, readers, what is on the air, the bands, counts and the configuration.",
        footer = {
            "",
            "Exit status: 0 no problem (warnings do not count), 1 a problem, or no daemon",
            "answers, 2 bad usage.",
            "",
            "Examples:",
            "  nbe status",
            "  nbe status --watch                              again each second",
            "  nbe status --json | jq '.problems[].text'       for scripts"
        })
final class StatusCommand extends ControlCommand {
    private static final int ALL = Integer.MAX_VALUE;

    @Option(names = "--json", description = "Print the daemon's answer as it is: one JSON object (docs/control.md).")
    private boolean json;

    @Option(names = "--watch", description = "Again each second, until Ctrl-C or q; in a pipe one after the other.")
    private boolean watch;

    @Override
    int ask(ControlClient client) throws IOException, InterruptedException {
        if (json) {
            return printJson(client);
        }
        if (watch) {
            return watch(client);
        }
        Status status = client.status();
        print(StatusPage.lines(status, InstantSource.system().instant(), Terminal.isThere() ? StatusPage.ROWS : ALL));
        return exitStatus(status.problems().isEmpty());
    }

    private int printJson(ControlClient client) throws IOException, InterruptedException {
        StopSignals stop = StopSignals.installQuietly();
        boolean well;
        do {
            byte[] answer = client.statusJson();
            well = client.statusOf(answer).problems().isEmpty();
            out().println(new String(answer, StandardCharsets.UTF_8).stripTrailing());
            if (flushed() && watch) {
                stop.await(1, TimeUnit.SECONDS);
            } else {
                stop.stop();
            }
        } while (!stop.isRequested());
        return exitStatus(well);
    }

    private int watch(ControlClient client) throws IOException, InterruptedException {
        StopSignals stop = StopSignals.installQuietly();
        try (StatusWatch pages = new StatusWatch(client, this::daemon, InstantSource.system(), stop)) {
            Optional<LiveScreen> terminal = LiveScreen.open();
            if (terminal.isPresent()) {
                try (LiveScreen screen = terminal.get()) {
                    pages.draw(screen);
                }
            } else {
                pages.print(page -> {
                    print(page);
                    if (!flushed()) {
                        stop.stop();
                    }
                });
            }
            return exitStatus(pages.isWell());
        }
    }

    private void print(List<AttributedString> lines) {
        lines.forEach(line -> out().println(coloured() ? line.toAnsi() : line.toString()));
        out().flush();
    }

    private static int exitStatus(boolean well) {
        return well ? ExitStatus.OK : ExitStatus.FAILURE;
    }
}
