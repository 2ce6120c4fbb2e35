package nbe.endpoint;

import java.util.Optional;
import java.util.function.Function;
import nbe.tap.BandAddress;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the agent wants of the endpoint: its text, understood (contract section 4). */
sealed interface AgentRequest {
    /** The last presence of one band, or of all, again. */
    record Presence(Optional<BandAddress> band, Optional<String> exchange) implements AgentRequest {}

    /**
     * Samples of one band, or of all, for a while.
     *
     * @param seconds 0 to {@link nbe.endpoint.Telemetry#LEASE_SECONDS}; 0: none any more
     */
    record TelemetryWanted(Optional<BandAddress> band, int seconds, Optional<String> exchange)
            implements AgentRequest {}

    /** The agent has got the telemetry up to this message. */
    record TelemetryReceived(long number) implements AgentRequest {}

    /** An operation that the endpoint does not know. */
    record Unknown(String operation, Optional<String> exchange) implements AgentRequest {}

    /** No message at all; {@code why} says what is wrong and what is allowed. */
    record Bad(String why, Optional<String> exchange) implements AgentRequest {}

    /** Longest piece of foreign text that is quoted back. */
    int QUOTED = 80;

    /** Longest {@code exchange}, in characters: it comes back in each answer to one request, and there may be thousands. */
    int LONGEST_EXCHANGE = 256;

    JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Reads one text message; never throws, whatever the text. */
    static AgentRequest parse(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JacksonException e) {
            return new Bad("not JSON: " + shortened(e.getOriginalMessage()), Optional.empty());
        }
        if (root == null || !root.isObject()) {
            return new Bad("not a JSON object", Optional.empty());
        }
        JsonNode exchangeNode = root.path("exchange");
        boolean exchangeOk = exchangeNode.isMissingNode() || exchangeNode.isNull() || exchangeNode.isString();
        Optional<String> exchange =
                exchangeNode.isString() ? Optional.of(exchangeNode.stringValue()) : Optional.empty();
        if (!exchangeOk) {
            return new Bad("exchange is neither a string nor null", Optional.empty());
        }
        if (exchange.isPresent() && isTooLong(exchange.get())) {
            return new Bad("exchange is longer than " + LONGEST_EXCHANGE + " characters", Optional.empty());
        }
        JsonNode operation = root.path("operation");
        if (!operation.isString()) {
            return new Bad("operation is missing or no string", exchange);
        }
        JsonNode payload = root.path("payload");
        if (!payload.isMissingNode() && !payload.isObject()) {
            return new Bad("payload is no object", exchange);
        }
        return switch (operation.stringValue()) {
            case "presence" -> ofBand(payload, exchange, band -> new Presence(band, exchange));
            case "telemetry" -> telemetry(payload, exchange);
            default -> new Unknown(operation.stringValue(), exchange);
        };
    }

    private static AgentRequest telemetry(JsonNode payload, Optional<String> exchange) {
        JsonNode received = payload.path("received");
        if (!received.isMissingNode()) {
            return received.isIntegralNumber() && received.canConvertToLong() && received.longValue() >= 0
                    ? new TelemetryReceived(received.longValue())
                    : new Bad("received is no number of a telemetry message", exchange);
        }
        JsonNode seconds = payload.path("seconds");
        if (!seconds.isIntegralNumber()
                || !seconds.canConvertToInt()
                || seconds.intValue() < 0
                || seconds.intValue() > Telemetry.LEASE_SECONDS) {
            return new Bad("telemetry: seconds is an integer, 0 to " + Telemetry.LEASE_SECONDS, exchange);
        }
        return ofBand(payload, exchange, band -> new TelemetryWanted(band, seconds.intValue(), exchange));
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
            return new Bad("device: " + shortened(e.getMessage()), exchange);
        }
        return new Bad("device is no string; a Bluetooth address is, as in C2:FA:D7:F0:D7:96", exchange);
    }

    private static boolean isTooLong(String exchange) {
        return exchange.codePointCount(0, exchange.length()) > LONGEST_EXCHANGE;
    }

    private static String shortened(String text) {
        return text.length() <= 2 * QUOTED ? text : text.substring(0, 2 * QUOTED) + "…";
    }
}
