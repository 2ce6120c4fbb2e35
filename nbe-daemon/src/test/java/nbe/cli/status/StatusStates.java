package nbe.cli.status;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import nbe.control.status.Status;
import nbe.control.status.StatusJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Statuses of a daemon in several states, from {@code states.json}: the first is whole, the others say what differs from it. */
public final class StatusStates {
    /** The moment at which all of them were asked for. */
    public static final Instant NOW = Instant.parse("2026-11-30T22:12:00Z");

    private static final JsonNode STATES = read();

    private StatusStates() {}

    /** The names of the states. */
    public static List<String> names() {
        return STATES.propertyNames().stream().toList();
    }

    /** The status in this state. */
    public static Status of(String name) {
        ObjectNode status = (ObjectNode) STATES.get("all well").deepCopy();
        STATES.get(name).properties().forEach(changed -> status.set(changed.getKey(), changed.getValue()));
        if (status.get("bands").isString()) {
            status.set(
                    "bands", bands(status, Integer.parseInt(status.get("bands").asString())));
        }
        return StatusJson.read(status.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static ArrayNode bands(ObjectNode status, int count) {
        ArrayNode bands = status.arrayNode();
        for (int i = 0; i < count; i++) {
            ObjectNode band =
                    (ObjectNode) STATES.get("all well").get("bands").get(2).deepCopy();
            band.put("device", String.format(Locale.ROOT, "C2:FA:D7:F0:00:%02X", i));
            band.put("rssi", -40 - i);
            bands.add(band);
        }
        return bands;
    }

    private static JsonNode read() {
        try (InputStream states = StatusStates.class.getResourceAsStream("states.json")) {
            return new JsonMapper().readTree(states);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
