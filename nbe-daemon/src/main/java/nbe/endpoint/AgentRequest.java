package nbe.endpoint;

import java.util.Optional;
import nbe.tap.BandAddress;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A parsed message of the agent (docs/protocol.md, section 4). {@link #on} selects the method for a type, so that a type
 * without a method does not compile.
 */
sealed interface AgentRequest {
    /**
     * Calls the method of {@code handler} for this type.
     *
     * @param now monotonic nanoseconds
     */
    void on(Handler handler, long now);

    /** One method for each request. */
    interface Handler {
        void presence(Presence request);

        void telemetryLease(TelemetryLease request, long now);

        void telemetryReceived(TelemetryReceived request);

        void unknown(Unknown request);

        void bad(Bad request);
    }

    /** The last presence of one band, or of all, again. */
    record Presence(Optional<BandAddress> band, Optional<String> exchange) implements AgentRequest {
        @Override
        public void on(Handler handler, long now) {
            handler.presence(this);
        }
    }

    /**
     * Samples of one band, or of all, for a while.
     *
     * @param seconds 0 to {@link nbe.endpoint.Telemetry#LEASE_SECONDS}; 0 ends the lease
     */
    record TelemetryLease(Optional<BandAddress> band, int seconds, Optional<String> exchange) implements AgentRequest {
        @Override
        public void on(Handler handler, long now) {
            handler.telemetryLease(this, now);
        }
    }

    /** The agent has got the telemetry up to this message. */
    record TelemetryReceived(long number) implements AgentRequest {
        @Override
        public void on(Handler handler, long now) {
            handler.telemetryReceived(this);
        }
    }

    /** An operation that the endpoint does not know. */
    record Unknown(String operation, Optional<String> exchange) implements AgentRequest {
        @Override
        public void on(Handler handler, long now) {
            handler.unknown(this);
        }
    }

    /** Not a message of the protocol; {@code why} says what is wrong and what is allowed. */
    record Bad(String why, Optional<String> exchange) implements AgentRequest {
        @Override
        public void on(Handler handler, long now) {
            handler.bad(this);
        }
    }

    /** Longest piece of foreign text that is quoted back. */
    int QUOTED = 80;

    /** Longest {@code exchange}, in characters: each answer to a request contains it, and there may be thousands. */
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
        String word = operation.stringValue();
        return AgentOperation.of(word)
                .map(known -> known.parse(payload, exchange))
                .orElseGet(() -> new Unknown(word, exchange));
    }

    private static boolean isTooLong(String exchange) {
        return exchange.codePointCount(0, exchange.length()) > LONGEST_EXCHANGE;
    }

    /** A piece of {@code text} that may be quoted. */
    static String shortened(String text) {
        return text.length() <= 2 * QUOTED ? text : text.substring(0, 2 * QUOTED) + "…";
    }
}
