package nbe.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import nbe.referenceagent.console.EventPrinter;
import nbe.referenceagent.switchboard.AgentEvent;
import nbe.referenceagent.switchboard.AgentListener;
import nbe.simulator.scene.SceneEvent;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Prints the demo: on the left what the simulated workers do; below, after an arrow, what the agent receives. Thread-safe.
 */
final class DemoOutput {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private final PrintStream out;
    private final Ansi ansi;
    private final ZoneId zone;
    private final InstantSource wall;

    DemoOutput(PrintStream out, Ansi ansi, ZoneId zone, InstantSource wall) {
        this.out = out;
        this.ansi = ansi;
        this.zone = zone;
        this.wall = wall;
    }

    /** Prints ports and URLs. */
    void introduce(String consoleUrl, String agentUrl, Path port, long seed, boolean nfc) {
        print(bold("Nymi Bluetooth Endpoint, the whole chain on this machine"));
        print("  simulated dongle  " + port + "   (seed " + seed + ")");
        print("  agent             " + agentUrl);
        print("  console page      " + bold(consoleUrl));
        print("  NFC readers       " + (nfc ? "those of this machine" : "not used (--nfc uses them)"));
        print("  Ctrl-C ends it. " + cyan("What the workers do") + " is printed above what the agent receives.");
        print("");
    }

    /** Prints what a worker does in front of the dongle. */
    void caption(SceneEvent event) {
        String metres = switch (event.kind()) {
            case WALKS_UP, WALKS_AWAY, LEAVES -> String.format(Locale.ROOT, ", to %.1f m", event.metres());
            case TAPS, TAPS_UNAUTHENTICATED ->
                String.format(
                        Locale.ROOT,
                        ": band to %.0f cm for %.1f s",
                        event.metres() * 100,
                        event.untilSeconds() - event.atSeconds());
            default -> "";
        };
        dongleSide(event.band() + " " + event.kind().words() + metres);
    }

    /** The same, as text. */
    void dongleSide(String what) {
        print(now() + "  " + cyan(what));
    }

    /** A remark of the demo itself. */
    void note(String what) {
        print(now() + "  (" + what + ")");
    }

    /** Prints what the agent receives. */
    AgentListener agentListener() {
        EventPrinter printer =
                new EventPrinter(line -> print(line.replaceFirst("  ", "      -> ")), ansi.enabled(), zone);
        return event -> {
            if (!(event instanceof AgentEvent.DirectoryLoaded)) { // the demo's own file
                printer.happened(event);
            }
        };
    }

    void end() {
        print("");
        print("ending");
    }

    private String now() {
        return TIME.format(wall.instant().atZone(zone));
    }

    private synchronized void print(String line) {
        out.println(line);
        out.flush();
    }

    private String cyan(String text) {
        return ansi.apply(text, List.of(Style.fg_cyan)).toString();
    }

    private String bold(String text) {
        return ansi.apply(text, List.of(Style.bold)).toString();
    }
}
