package nbe.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import nbe.referenceagent.console.EventPrinter;
import nbe.referenceagent.switchboard.AgentEvent;
import nbe.referenceagent.switchboard.AgentListener;
import nbe.simulator.scene.StoryEvent;

/**
 * What the demo tells: on the left what happens at the dongle, as the simulator plays it; beneath it, indented by an arrow, what
 * the agent was told of it. Safe for use by several threads.
 */
final class DemoStory {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private final PrintStream out;
    private final boolean coloured;
    private final ZoneId zone;
    private final InstantSource wall;

    DemoStory(PrintStream out, boolean coloured, ZoneId zone, InstantSource wall) {
        this.out = out;
        this.coloured = coloured;
        this.zone = zone;
        this.wall = wall;
    }

    /** Says what there is to see. */
    void introduce(String consoleUrl, String agentUrl, Path port, long seed, boolean nfc) {
        print(bold("Nymi Bluetooth Endpoint, the whole chain on this machine"));
        print("  simulated dongle  " + port + "   (seed " + seed + ")");
        print("  agent             " + agentUrl);
        print("  console page      " + bold(consoleUrl));
        print("  NFC readers       " + (nfc ? "those of this machine" : "left alone (--nfc joins them)"));
        print("  Ctrl-C ends it. " + cyan("What the workers do") + " stands beside what the agent is told.");
        print("");
    }

    /** Something happened in front of the dongle. */
    void caption(StoryEvent event) {
        String metres = switch (event.kind()) {
            case WALKS_UP, WALKS_AWAY, LEAVES -> String.format(Locale.ROOT, ", to %.1f m", event.metres());
            case TAPS, TAPS_IN_VAIN ->
                String.format(
                        Locale.ROOT,
                        ": band to %.0f cm for %.1f s",
                        event.metres() * 100,
                        event.untilSeconds() - event.atSeconds());
            default -> "";
        };
        dongleSide(event.band() + " " + event.kind().words() + metres);
    }

    /** The same in words. */
    void dongleSide(String what) {
        print(now() + "  " + cyan(what));
    }

    /** A remark of the demo itself. */
    void note(String what) {
        print(now() + "  (" + what + ")");
    }

    /** Prints what the agent hears. */
    AgentListener agentListener() {
        EventPrinter printer = new EventPrinter(line -> print(line.replaceFirst("  ", "      -> ")), coloured, zone);
        return event -> {
            if (!(event instanceof AgentEvent.DirectoryLoaded)) { // the demo's own file: no news
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
        return coloured ? "\u001b[36m" + text + "\u001b[0m" : text;
    }

    private String bold(String text) {
        return coloured ? "\u001b[1m" + text + "\u001b[0m" : text;
    }
}
