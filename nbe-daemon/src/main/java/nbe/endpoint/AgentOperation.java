package nbe.endpoint;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import nbe.tap.BandAddress;
import tools.jackson.databind.JsonNode;

/** The operations that the agent may request (docs/protocol.md, section 4): parses the payload of each. */
enum AgentOperation {
    /** The last presence of one band, or of all, again. */
    PRESENCE("presence") {
        @Override
        AgentRequest parse(JsonNode payload, Optional<String> exchange) {
            return ofBand(payload, exchange, band -> new AgentRequest.Presence(band, exchange));
        }
    },
    /** RSSI samples for a while, or the confirmation of some. */
    TELEMETRY("telemetry") {
        @Override
        AgentRequest parse(JsonNode payload, Optional<String> exchange) {
            JsonNode received = payload.path("received");
            if (!received.isMissingNode()) {
                return received.isIntegralNumber() && received.canConvertToLong() && received.longValue() >= 0
                        ? new AgentRequest.TelemetryReceived(received.longValue())
                        : new AgentRequest.Bad("received is no number of a telemetry message", exchange);
            }
            JsonNode seconds = payload.path("seconds");
            if (!seconds.isIntegralNumber()
                    || !seconds.canConvertToInt()
                    || seconds.intValue() < 0
                    || seconds.intValue() > Telemetry.LEASE_SECONDS) {
                return new AgentRequest.Bad(
                        "telemetry: seconds is an integer, 0 to " + Telemetry.LEASE_SECONDS, exchange);
            }
            return ofBand(
                    payload, exchange, band -> new AgentRequest.TelemetryLease(band, seconds.intValue(), exchange));
        }
    };

    private final String word;

    AgentOperation(String word) {
        this.word = word;
    }

    /** Reads the payload of a request of this operation; returns {@link AgentRequest.Bad} for one that it does not allow. */
    abstract AgentRequest parse(JsonNode payload, Optional<String> exchange);

    /** The operation as it stands in a message. */
    String word() {
        return word;
    }

    static Optional<AgentOperation> of(String word) {
        return Arrays.stream(values()).filter(known -> known.word.equals(word)).findFirst();
    }

    /** All of them, as in {@code presence, telemetry}. */
    static String list() {
        return Arrays.stream(values()).map(AgentOperation::word).collect(Collectors.joining(", "));
    }

    private static AgentRequest ofBand(
            JsonNode payload, Optional<String> exchange, Function<Optional<BandAddress>, AgentRequest> request) {
        JsonNode device = payload.path("device");
        if (device.isMissingNode() || device.isNull()) {
            return request.apply(Optional.empty());
        }
        try {
            if (device.isString()) {
                return request.apply(Optional.of(BandAddress.parse(device.stringValue())));
            }
        } catch (IllegalArgumentException e) {
            return new AgentRequest.Bad("device: " + AgentRequest.shortened(e.getMessage()), exchange);
        }
        return new AgentRequest.Bad("device is no string; a Bluetooth address is, as in C2:FA:D7:F0:D7:96", exchange);
    }
}
