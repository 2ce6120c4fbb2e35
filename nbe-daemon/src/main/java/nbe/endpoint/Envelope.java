package nbe.endpoint;

import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nbe.bgapi.machine.AdapterStatus;
import nbe.pcsc.Uid;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent.PresenceChanged;
import nbe.tap.TapReading;
import nbe.tap.TapSettings;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/**
 * Renders the messages to the agent, each in the envelope of the Nymi WebAPI:
 * {@code {"operation", "exchange", "payload", "status", "error"}} (docs/protocol.md). Nymi publishes that envelope between agent and NEA
 * only; that its endpoint uses it towards the agent, too, is our assumption, as are {@code endpoint}, {@code telemetry} and the fields
 * {@code nfc_uid}, {@code reader} and {@code time}.
 */
final class Envelope {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter RFC3339_MILLIS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Envelope() {}

    static Message endpoint(String endpointId, String version, String platform) {
        return message("endpoint", Optional.empty(), 0, payload -> {
            payload.writeStringProperty("endpoint_id", endpointId);
            payload.writeStringProperty("version", version);
            payload.writeStringProperty("platform", platform);
        });
    }

    /** The status of all adapters together: {@code ble_ready}, or why no adapter scans. */
    static Message adapters(AdapterStatus status) {
        return status.match(
                scanning -> bleReady(),
                missing -> error(status, missing.specifics()),
                failed -> error(status, failed.specifics()));
    }

    private static Message error(AdapterStatus status, String specifics) {
        return error(AgentStatus.of(status), Optional.empty(), AgentStatus.describe(status), specifics);
    }

    private static Message bleReady() {
        return message("ble_ready", Optional.empty(), 0, payload -> {});
    }

    static Message error(int status, Optional<String> exchange, String description, String specifics) {
        return message("error", exchange, status, payload -> {}, error -> {
            error.writeStringProperty("error_description", description);
            error.writeStringProperty("error_specifics", specifics);
        });
    }

    /** Answer to an operation that the endpoint does not know. */
    static Message unknownOperation(String operation, Optional<String> exchange) {
        return message(operation, exchange, AgentStatus.UNKNOWN_OPERATION, payload -> {}, error -> {
            error.writeStringProperty("error_description", "Unknown operation");
            error.writeStringProperty("error_specifics", "this endpoint answers: " + AgentOperation.list());
        });
    }

    static Message presence(PresenceChanged presence, Optional<String> exchange) {
        return message("presence", exchange, 0, payload -> {
            payload.writeStringProperty("device", presence.band().toString());
            payload.writeStringProperty("state", presence.state().wire());
            payload.writeStringProperty("proximity", presence.proximity().wire());
            payload.writeNumberProperty("service_request_state", presence.serviceRequestState());
        });
    }

    static Message bleIntent(BandAddress band, Instant time) {
        return message("intent", Optional.empty(), 0, payload -> {
            payload.writeStringProperty("device", band.toString());
            payload.writeStringProperty("type", "BLE");
            payload.writeStringProperty("time", RFC3339_MILLIS.format(time));
        });
    }

    static Message nfcIntent(Uid uid, String reader, Instant time) {
        return message("intent", Optional.empty(), 0, payload -> {
            payload.writeNullProperty("device");
            payload.writeStringProperty("type", "NFC");
            payload.writeStringProperty("nfc_uid", uid.hex());
            payload.writeStringProperty("reader", reader);
            payload.writeStringProperty("time", RFC3339_MILLIS.format(time));
        });
    }

    /** Answer to a request for telemetry: until when it comes, and by which rule taps are decided. */
    static Message telemetryLease(int seconds, TapSettings settings, Optional<String> exchange) {
        return message("telemetry", exchange, 0, payload -> {
            payload.writeNumberProperty("seconds", seconds);
            payload.writeStringProperty("tap_detector", settings.rule().word());
            payload.writeNumberProperty("rssi_window_tap", settings.windowTap());
            payload.writeNumberProperty("rssi_tap_threshold", settings.tapThresholdDbm());
            payload.writeNumberProperty("rssi_cutoff_close", settings.cutoffCloseDbm());
            payload.writeNumberProperty("rssi_cutoff_far", settings.cutoffFarDbm());
        });
    }

    /**
     * Samples and what the tap rule made of them.
     *
     * @param time of day that is {@code zeroNanos}
     * @param dropped samples since the message before that are in none
     */
    static Message telemetry(long number, Instant time, long zeroNanos, int dropped, List<Telemetry.Series> bands) {
        return message("telemetry", Optional.empty(), 0, payload -> {
            payload.writeNumberProperty("number", number);
            payload.writeStringProperty("time", RFC3339_MILLIS.format(time));
            payload.writeNumberProperty("dropped", dropped);
            payload.writeArrayPropertyStart("bands");
            for (Telemetry.Series series : bands) {
                payload.writeStartObject();
                payload.writeStringProperty("device", series.band().toString());
                payload.writeNumberProperty("adapter", series.adapter());
                payload.writeArrayPropertyStart("samples");
                series.samples().forEach(sample -> telemetrySample(payload, sample, zeroNanos));
                payload.writeEndArray();
                payload.writeEndObject();
            }
            payload.writeEndArray();
        });
    }

    private static void telemetrySample(JsonGenerator json, Telemetry.Sample sample, long zeroNanos) {
        TapReading reading = sample.reading();
        json.writeStartObject();
        json.writeNumberProperty("ms", TimeUnit.NANOSECONDS.toMillis(sample.atNanos() - zeroNanos));
        json.writeNumberProperty("rssi", sample.rssiDbm());
        json.writeStringProperty("verdict", reading.outcome().wire());
        if (reading.samples() > 0) {
            json.writeNumberProperty("level", tenths(reading.levelDbm()));
            json.writeNumberProperty("needed", tenths(reading.neededDbm()));
            json.writeNumberProperty("samples", reading.samples());
        }
        json.writeEndObject();
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private static Message message(
            String operation, Optional<String> exchange, int status, Consumer<JsonGenerator> payload) {
        return message(operation, exchange, status, payload, error -> {});
    }

    private static Message message(
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
        return new Message(operation, text.toString());
    }
}
