package nbe.status;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongFunction;
import nbe.control.net.ReplyJson;
import nbe.control.status.ReaderRow;
import nbe.endpoint.AgentMessages;
import nbe.tap.Sighting;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Renders events as lines of JSON (docs/control.md). Belongs to the control thread. */
final class EventJson implements StatusEvent.Handler<ObjectNode> {
    private static final String TIME = "time";
    private static final String STATE = "state";
    private static final String NUMBER = "adapter_number";
    private static final String NANOS = "at_ns";

    private final StatusRows rows;
    private final LongFunction<Instant> wallTime;

    /** @param wallTime turns a monotonic time of the recent past into a time of day */
    EventJson(StatusRows rows, LongFunction<Instant> wallTime) {
        this.rows = rows;
        this.wallTime = wallTime;
    }

    /** The event as a line, in UTF-8 with its line feed. */
    byte[] line(StatusEvent event) {
        ObjectNode line = ReplyJson.MAPPER.createObjectNode();
        line.put("event", event.kind().word());
        line.setAll(event.on(this));
        return bytes(line);
    }

    /** {@code {"event": "lost", "time", "count"}}. */
    byte[] lost(long count, Instant now) {
        ObjectNode line = ReplyJson.MAPPER.createObjectNode();
        line.put("event", "lost").put(TIME, text(now)).put("count", count);
        return bytes(line);
    }

    private static byte[] bytes(ObjectNode line) {
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private ObjectNode at(long nanos) {
        return ReplyJson.MAPPER.createObjectNode().put(TIME, text(wallTime.apply(nanos)));
    }

    @Override
    public ObjectNode heard(StatusEvent.Heard event) {
        Sighting sighting = event.sighting();
        ObjectNode line = at(sighting.atNanos()).put("device", sighting.band().toString());
        if (sighting.rssiKnown()) {
            line.put("rssi", sighting.rssiDbm());
        } else {
            line.putNull("rssi");
        }
        return line.put("adapter", event.port())
                .put("flags", sighting.flags())
                .put("service_request_state", sighting.serviceRequestState())
                .put("payload", sighting.payload())
                .put(NUMBER, sighting.adapter())
                .put(NANOS, sighting.atNanos());
    }

    @Override
    public ObjectNode presence(StatusEvent.Presence event) {
        return at(event.presence().atNanos()).setAll(payload(AgentMessages.of(event.presence())));
    }

    /** Its {@code time} is that of the payload: when the tap was. */
    @Override
    public ObjectNode tap(StatusEvent.Tap event) {
        return payload(AgentMessages.of(event.intent()));
    }

    private static ObjectNode payload(String message) {
        return (ObjectNode) ReplyJson.MAPPER.readTree(message).get("payload");
    }

    @Override
    public ObjectNode adapter(StatusEvent.Adapter event) {
        ObjectNode line = at(event.atNanos());
        line.setAll(row(rows.adapter(event.view(), event.atNanos())));
        line.put(NUMBER, event.view().adapter()).put(NANOS, event.atNanos());
        return event.stalled() ? line.put("stalled", true) : line;
    }

    @Override
    public ObjectNode reader(StatusEvent.Reader event) {
        ReaderRow row = StatusRows.reader(event.view());
        ObjectNode line = at(event.atNanos()).setAll(row(row));
        return event.gone() ? line.put(STATE, "gone") : line;
    }

    @Override
    public ObjectNode link(StatusEvent.Link event) {
        return at(event.atNanos()).setAll(row(rows.agent(event.view())));
    }

    private static ObjectNode row(Object row) {
        JsonNode node = ReplyJson.MAPPER.valueToTree(row);
        return (ObjectNode) node;
    }

    @Override
    public ObjectNode config(StatusEvent.Config event) {
        ObjectNode line = at(event.atNanos());
        event.changed().forEach(line.putArray("changed")::add);
        return line;
    }
}
