package nbe.endpoint;

import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import nbe.pcsc.Uid;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent.PresenceChanged;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/**
 * Messages to the agent as text, each in the envelope of the Nymi WebAPI:
 * {@code {"operation", "exchange", "payload", "status", "error"}} (contract section 4).
 */
final class Envelope {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter RFC3339_MILLIS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Envelope() {}

    static String endpoint(String endpointId, String version, String platform) {
        return message("endpoint", Optional.empty(), 0, payload -> {
            payload.writeStringProperty("endpoint_id", endpointId);
            payload.writeStringProperty("version", version);
            payload.writeStringProperty("platform", platform);
        });
    }

    static String bleReady() {
        return message("ble_ready", Optional.empty(), 0, payload -> {});
    }

    static String error(int status, Optional<String> exchange, String description, String specifics) {
        return message("error", exchange, status, payload -> {}, error -> {
            error.writeStringProperty("error_description", description);
            error.writeStringProperty("error_specifics", specifics);
        });
    }

    /** Answer to an operation that the endpoint does not know. */
    static String unknownOperation(String operation, Optional<String> exchange) {
        return message(operation, exchange, AgentStatus.UNKNOWN_OPERATION, payload -> {}, error -> {
            error.writeStringProperty("error_description", "Unknown operation");
            error.writeStringProperty("error_specifics", "this endpoint answers: presence");
        });
    }

    static String presence(PresenceChanged presence, Optional<String> exchange) {
        return message("presence", exchange, 0, payload -> {
            payload.writeStringProperty("device", presence.band().toString());
            payload.writeStringProperty("state", presence.state().wire());
            payload.writeStringProperty("proximity", presence.proximity().wire());
            payload.writeNumberProperty("service_request_state", presence.serviceRequestState());
        });
    }

    static String bleIntent(BandAddress band, Instant time) {
        return message("intent", Optional.empty(), 0, payload -> {
            payload.writeStringProperty("device", band.toString());
            payload.writeStringProperty("type", "BLE");
            payload.writeStringProperty("time", RFC3339_MILLIS.format(time));
        });
    }

    static String nfcIntent(Uid uid, String reader, Instant time) {
        return message("intent", Optional.empty(), 0, payload -> {
            payload.writeNullProperty("device");
            payload.writeStringProperty("type", "NFC");
            payload.writeStringProperty("nfc_uid", uid.hex());
            payload.writeStringProperty("reader", reader);
            payload.writeStringProperty("time", RFC3339_MILLIS.format(time));
        });
    }

    private static String message(
            String operation, Optional<String> exchange, int status, Consumer<JsonGenerator> payload) {
        return message(operation, exchange, status, payload, error -> {});
    }

    private static String message(
            String operation,
            Optional<String> exchange,
            int status,
            Consumer<JsonGenerator> payload,
            Consumer<JsonGenerator> error) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(tools.jackson.core.ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("operation", operation);
            json.writeName("exchange");
            json.writeString(exchange.orElse(null));
            json.writeObjectPropertyStart("payload");
            payload.accept(json);
            json.writeEndObject();
            json.writeNumberProperty("status", status);
            json.writeObjectPropertyStart("error");
            error.accept(json);
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.toString();
    }
}
