package nbe.log;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import nbe.base.Printable;
import org.slf4j.event.Level;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * The form of the lines at one destination. Each ends with a line feed and has no other control character.
 *
 * @param format text or JSON
 * @param journal whether systemd's journal reads the lines: each then begins with {@code <N>}, the priority of syslog(3) that
 *     sd-daemon(3) describes, and a text line has no time, since the journal has its own
 */
record LogLine(LogFormat format, boolean journal) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The lines of an entry, one or more. */
    String of(LogEntry entry) {
        return switch (format) {
            case TEXT -> text(entry);
            case JSON -> (journal ? priority(entry.level()) : "") + Json.object(entry) + '\n';
        };
    }

    private String text(LogEntry entry) {
        String head = (journal ? priority(entry.level()) : TIME.format(entry.time()) + ' ')
                + entry.level()
                + ' '
                + entry.component()
                + ' ';
        StringBuilder lines = new StringBuilder(entry.chars());
        append(lines, head, entry.message());
        entry.stack().lines().filter(line -> !line.isBlank()).forEach(line -> append(lines, head, "| " + line.strip()));
        return lines.toString();
    }

    private static void append(StringBuilder lines, String head, String text) {
        lines.append(head);
        Printable.append(lines, text.isEmpty() ? "-" : text);
        lines.append('\n');
    }

    /** 3 error, 4 warning, 6 information, 7 debug. */
    private static String priority(Level level) {
        return switch (level) {
            case ERROR -> "<3>";
            case WARN -> "<4>";
            case INFO -> "<6>";
            case DEBUG, TRACE -> "<7>";
        };
    }

    /** A class of its own, so that Jackson is loaded only where JSON is written. */
    private static final class Json {
        /** ASCII alone: no character that ends a line or moves a cursor, whatever reads it. */
        private static final JsonFactory FACTORY =
                JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

        static String object(LogEntry entry) {
            StringWriter text = new StringWriter(entry.chars() + 64);
            try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
                json.writeStartObject();
                json.writeStringProperty("time", TIME.format(entry.time()));
                json.writeStringProperty("level", entry.level().toString());
                json.writeStringProperty("component", entry.component());
                json.writeStringProperty("message", wellFormed(entry.message()));
                if (!entry.stack().isEmpty()) {
                    json.writeStringProperty("stack", wellFormed(entry.stack()));
                }
                json.writeEndObject();
            }
            return text.toString();
        }

        /** Half a surrogate pair is no text for strict readers of JSON; it becomes a question mark. */
        private static String wellFormed(String text) {
            return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        }
    }
}
