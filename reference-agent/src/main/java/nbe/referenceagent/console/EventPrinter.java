package nbe.referenceagent.console;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import nbe.base.Printable;
import nbe.referenceagent.message.BandState;
import nbe.referenceagent.message.Message;
import nbe.referenceagent.message.Presence;
import nbe.referenceagent.switchboard.AgentEvent;
import nbe.referenceagent.switchboard.AgentListener;

/**
 * Formats events for people, one line each: time, endpoint, text. UIDs are shown as their last two bytes. {@code nbe agent} and
 * {@code nbe demo} use it as listener; one thread.
 */
public final class EventPrinter implements AgentListener {
    private enum Colour {
        TAP("1;32"),
        GOOD("32"),
        BAD("31"),
        PALE("2"),
        PLAIN("0");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }

    private record Line(Colour colour, String who, String what) {}

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final int WHO_COLUMNS = 16;

    private final Consumer<String> lines;
    private final boolean coloured;
    private final ZoneId zone;

    /**
     * @param lines gets each line, without its end
     * @param coloured whether to colour them with ANSI sequences
     * @param zone of the time of day
     */
    public EventPrinter(Consumer<String> lines, boolean coloured, ZoneId zone) {
        this.lines = Objects.requireNonNull(lines);
        this.coloured = coloured;
        this.zone = Objects.requireNonNull(zone);
    }

    @Override
    public void happened(AgentEvent event) {
        lines.accept(line(event));
    }

    /** The line for an event. */
    public String line(AgentEvent event) {
        Line line = words(event);
        String who = Printable.bounded(line.who);
        String text = TIME.format(event.at().atZone(zone)) + "  " + who
                + " ".repeat(Math.max(0, WHO_COLUMNS - who.codePointCount(0, who.length()))) + "  ";
        return coloured && line.colour != Colour.PLAIN
                ? text + "\u001b[" + line.colour.code + "m" + line.what + "\u001b[0m"
                : text + line.what;
    }

    private static Line words(AgentEvent event) {
        if (event instanceof AgentEvent.Tap tap) {
            return new Line(Colour.TAP, tap.endpointId(), tap(tap));
        } else if (event instanceof AgentEvent.PresenceChanged changed) {
            return new Line(colour(changed.presence().state()), changed.endpointId(), presence(changed));
        } else if (event instanceof AgentEvent.TapDropped dropped) {
            return new Line(
                    Colour.BAD,
                    dropped.endpointId(),
                    "tap dropped" + (dropped.uid() == null ? "" : " of card " + dropped.uid()) + ": " + dropped.why());
        } else if (event instanceof AgentEvent.EndpointConnected endpoint) {
            return new Line(
                    Colour.GOOD,
                    endpoint.endpointId(),
                    (endpoint.replaced() ? "connected again, in place of its older connection" : "connected")
                            + " from " + endpoint.remote()
                            + " (version " + Printable.bounded(endpoint.version()) + ", "
                            + Printable.bounded(endpoint.platform()) + ")");
        } else if (event instanceof AgentEvent.EndpointGone gone) {
            return new Line(Colour.BAD, gone.endpointId(), "is gone: " + Printable.bounded(gone.why()));
        } else if (event instanceof AgentEvent.AdapterReady ready) {
            return new Line(Colour.GOOD, ready.endpointId(), "Bluetooth adapter is scanning");
        } else if (event instanceof AgentEvent.AdapterTrouble trouble) {
            return new Line(Colour.BAD, trouble.endpointId(), adapter(trouble));
        }
        return others(event);
    }

    private static Line others(AgentEvent event) {
        if (event instanceof AgentEvent.EndpointSentInvalid invalid) {
            return new Line(
                    Colour.BAD, invalid.endpointId(), "sent what it should not: " + Printable.bounded(invalid.what()));
        } else if (event instanceof AgentEvent.NeaConnected nea) {
            return new Line(Colour.PALE, nea.nea(), "NEA connected");
        } else if (event instanceof AgentEvent.NeaSubscribed nea) {
            return new Line(Colour.PALE, nea.nea(), "NEA listens to endpoint " + Printable.bounded(nea.endpointId()));
        } else if (event instanceof AgentEvent.NeaLookup nea) {
            return new Line(Colour.PALE, nea.nea(), "NEA looked somebody up: " + (nea.found() ? "found" : "not found"));
        } else if (event instanceof AgentEvent.NeaGone nea) {
            return new Line(Colour.PALE, nea.nea(), "NEA is gone: " + Printable.bounded(nea.why()));
        } else if (event instanceof AgentEvent.DirectoryLoaded loaded) {
            return new Line(Colour.PLAIN, "directory", loaded.users() + (loaded.users() == 1 ? " user" : " users"));
        } else if (event instanceof AgentEvent.DirectoryRefused refused) {
            return new Line(
                    Colour.BAD,
                    "directory",
                    "not taken, the one from before stays: " + String.join("; ", refused.problems()));
        } else if (event instanceof AgentEvent.Skipped skipped) {
            return new Line(
                    Colour.BAD, "", skipped.events() + " events are not shown: they came faster than they could be");
        }
        throw new IllegalArgumentException("no words for " + event.getClass().getSimpleName());
    }

    private static String tap(AgentEvent.Tap tap) {
        if (!tap.byNfc()) {
            return "TAP by Bluetooth: band " + tap.device();
        }
        return "TAP by NFC: band " + tap.device() + ", card " + tap.uid() + " on reader '"
                + Printable.bounded(tap.reader()) + "'"
                + (tap.fromDirectory() ? " (band known from the directory)" : "");
    }

    private static String presence(AgentEvent.PresenceChanged changed) {
        Presence presence = changed.presence();
        String state = switch (presence.state()) {
            case WEAK -> "is here and authenticated";
            case UNAUTHENTICATED -> "is here, not authenticated";
            case ABSENT -> "is absent";
        };
        String proximity = switch (presence.proximity()) {
            case NEAR -> ", near";
            case FAR -> ", far";
            case UNKNOWN -> "";
        };
        String request =
                presence.serviceRequestState() == 0 ? "" : ", service request state " + presence.serviceRequestState();
        return "band " + presence.device() + " " + state + proximity + request
                + (changed.byEndpoint() ? "" : " (not heard of any more)");
    }

    private static Colour colour(BandState state) {
        return state == BandState.WEAK ? Colour.GOOD : Colour.PLAIN;
    }

    private static String adapter(AgentEvent.AdapterTrouble trouble) {
        String words =
                trouble.status() == Message.NO_ADAPTER ? "no Bluetooth adapter" : "Bluetooth adapter cannot be used";
        String reason = String.join(
                        ": ", Printable.bounded(trouble.description()), Printable.bounded(trouble.specifics()))
                .strip();
        return words + " (" + trouble.status() + ") " + reason;
    }
}
