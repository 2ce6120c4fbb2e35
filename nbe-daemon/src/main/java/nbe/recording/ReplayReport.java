package nbe.recording;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import nbe.base.Printable;
import nbe.tap.BandEvent;
import nbe.tap.TapRule;
import nbe.tap.TapSettings;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The events of a recording under one or more rules, one line each, sorted by time, marks included. */
public final class ReplayReport {
    private static final JsonFactory JSON = new JsonFactory();
    private static final double NANOS_PER_SECOND = 1e9;

    private record Line(long atNanos, String text) {}

    private final String file;
    private final boolean json;
    private final List<Line> lines = new ArrayList<>();

    private ReplayReport(String file, boolean json) {
        this.file = file;
        this.json = json;
    }

    /**
     * Plays the recording once for each of the settings. Presence does not depend on the rule and is printed once.
     *
     * @param settings one or more
     * @param json JSON objects instead of words
     */
    public static List<String> lines(Recording recording, List<TapSettings> settings, boolean json) {
        ReplayReport report = new ReplayReport(recording.name(), json);
        recording.marks().forEach(report::mark);
        for (int i = 0; i < settings.size(); i++) {
            for (BandEvent event : Replay.of(recording, settings.get(i))) {
                if (event instanceof BandEvent.Tapped tap) {
                    report.tap(tap, settings.get(i).rule());
                } else if (event instanceof BandEvent.PresenceChanged presence && i == 0) {
                    report.presence(presence);
                }
            }
        }
        report.lines.sort(Comparator.comparingLong(Line::atNanos));
        return report.lines.stream().map(Line::text).toList();
    }

    /** A line about the whole file. */
    public static String note(String file, String text, boolean json) {
        ReplayReport report = new ReplayReport(file, json);
        if (json) {
            report.add(0, "", "note", "", object -> object.writeStringProperty("text", text));
            return report.lines.get(0).text();
        }
        return file + "  " + text;
    }

    private void mark(Mark mark) {
        add(mark.atNanos(), "", "mark", "mark: " + Printable.line(mark.text()), object -> {
            object.writeStringProperty("text", mark.text());
        });
    }

    private void presence(BandEvent.PresenceChanged presence) {
        String words = presence.state().words() + ", proximity "
                + presence.proximity().wire() + ", service request state " + presence.serviceRequestState();
        add(presence.atNanos(), presence.band().toString(), "presence", words, object -> {
            object.writeStringProperty("state", presence.state().wire());
            object.writeStringProperty("proximity", presence.proximity().wire());
            object.writeNumberProperty("service_request_state", presence.serviceRequestState());
        });
    }

    private void tap(BandEvent.Tapped tap, TapRule rule) {
        String words = String.format(
                Locale.ROOT,
                "tap (%s): %.1f dBm over %d samples in %.2f s, adapter %d",
                rule.word(),
                tap.levelDbm(),
                tap.samples(),
                tap.spanNanos() / NANOS_PER_SECOND,
                tap.adapter());
        add(tap.atNanos(), tap.band().toString(), "tap", words, object -> {
            object.writeStringProperty("rule", rule.word());
            object.writeNumberProperty("level_dbm", tap.levelDbm());
            object.writeNumberProperty("samples", tap.samples());
            object.writeNumberProperty("span_s", tap.spanNanos() / NANOS_PER_SECOND);
            object.writeNumberProperty("adapter", tap.adapter());
        });
    }

    private void add(long atNanos, String band, String event, String words, Consumer<JsonGenerator> rest) {
        if (!json) {
            String who = band.isEmpty() ? "" : band + "  ";
            lines.add(new Line(
                    atNanos,
                    String.format(Locale.ROOT, "%s  %.3f s  %s%s", file, atNanos / NANOS_PER_SECOND, who, words)));
            return;
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator object = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            object.writeStartObject();
            object.writeStringProperty("file", file);
            if (!band.isEmpty()) {
                object.writeStringProperty("band", band);
            }
            object.writeNumberProperty("t", atNanos / NANOS_PER_SECOND);
            object.writeStringProperty("event", event);
            rest.accept(object);
            object.writeEndObject();
        }
        lines.add(new Line(atNanos, text.toString()));
    }
}
