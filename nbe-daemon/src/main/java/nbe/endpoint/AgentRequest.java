package nbe.endpoint;

import java.util.Optional;
import nbe.tap.BandAddress;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the agent wants of the endpoint: its text, understood (contract section 4). */
sealed interface AgentRequest {
    /** The last presence of one band, or of all, again. */
    record Presence(Optional<BandAddress> band, Optional<String> exchange) implements AgentRequest {}

    /** An operation that the endpoint does not know. */
    record Unknown(String operation, Optional<String> exchange) implements AgentRequest {}

    /** No message at all; {@code why} says what is wrong and what is allowed. */
    record Bad(String why, Optional<String> exchange) implements AgentRequest {}

    /** Longest piece of foreign text that is quoted back. */
    int QUOTED = 80;

    JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Reads one text message; never throws, whatever the text. */
    static AgentRequest parse(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JacksonException e) {
            return new Bad("not JSON: " + e.getOriginalMessage(), Optional.empty());
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
        JsonNode operation = root.path("operation");
        if (!operation.isString()) {
            return new Bad("operation is missing or no string", exchange);
        }
        JsonNode payload = root.path("payload");
        if (!payload.isMissingNode() && !payload.isObject()) {
            return new Bad("payload is no object", exchange);
        }
        if (!operation.stringValue().equals("presence")) {
            return new Unknown(operation.stringValue(), exchange);
        }
        JsonNode device = payload.path("device");
        if (device.isMissingNode() || device.isNull()) {
            return new Presence(Optional.empty(), exchange);
        }
        try {
            if (device.isString()) {
                return new Presence(Optional.of(BandAddress.parse(device.stringValue())), exchange);
            }
        } catch (IllegalArgumentException e) {
            return new Bad("device: " + shortened(e.getMessage()), exchange);
        }
        return new Bad("device is no string; a Bluetooth address is, as in C2:FA:D7:F0:D7:96", exchange);
    }

    private static String shortened(String text) {
        return text.length() <= 2 * QUOTED ? text : text.substring(0, 2 * QUOTED) + "…";
    }
}
