package nbe.referenceagent.message;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message in the envelope of the Nymi WebAPI (docs/protocol.md).
 *
 * @param exchange any JSON value, as it was sent; JSON null if it was missing
 * @param beside the whole object as it was sent, for keys beside the payload
 */
public record Message(
        String operation, JsonNode exchange, ObjectNode payload, int status, ObjectNode error, ObjectNode beside) {
    /** Characters of an {@code exchange} at most: it is kept until the answer. */
    static final int EXCHANGE_AT_MOST = 256;

    public static final int MALFORMED = 4000;
    public static final int NOT_FOUND = 4040;
    public static final int NO_KEY = 4302;
    public static final int NO_ADAPTER = 5000;
    public static final int ADAPTER_FAILED = 5010;
    public static final int NOT_CONNECTED = 5100;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Keeps numbers as they were written, so that a numeric exchange is returned unchanged. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** @throws MalformedMessage if the text is not a JSON object with a string {@code operation} */
    public static Message parse(String text) throws MalformedMessage {
        if (!(tree(text) instanceof ObjectNode object)) {
            throw new MalformedMessage(none(), "a message is one JSON object");
        }
        JsonNode exchange = object.path("exchange").isMissingNode() ? none() : object.path("exchange");
        if (!isShort(exchange)) {
            throw new MalformedMessage(none(), "'exchange' has at most " + EXCHANGE_AT_MOST + " characters");
        }
        JsonNode operation = object.path("operation");
        if (!operation.isString()) {
            throw new MalformedMessage(exchange, "'operation' is a string, and has to be there");
        }
        return new Message(
                operation.stringValue(),
                exchange,
                objectOrEmpty(object, "payload", exchange),
                object.path("status").isIntegralNumber()
                                && object.path("status").canConvertToInt()
                        ? object.path("status").intValue()
                        : 0,
                object.path("error") instanceof ObjectNode error ? error : NODES.objectNode(),
                object);
    }

    /** @throws MalformedMessage if the text is not JSON */
    public static JsonNode tree(String text) throws MalformedMessage {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new MalformedMessage(none(), "this is not JSON: " + e.getOriginalMessage());
        } catch (ArithmeticException | NumberFormatException e) { // BigDecimal's, which Jackson does not catch
            throw new MalformedMessage(none(), "a number has an exponent of more than ten digits");
        }
    }

    /** Whether a value from outside is short enough to be kept: {@value #EXCHANGE_AT_MOST} characters. */
    public static boolean isShort(JsonNode value) {
        String text = value.isString() ? value.stringValue() : value.toString();
        return text.length() <= EXCHANGE_AT_MOST;
    }

    /** This message without its contents, for an answer later. */
    public Message toBeAnswered() {
        return new Message(operation, exchange, empty(), status, empty(), empty());
    }

    /** The answer with status 0. */
    public String answer(ObjectNode answerPayload) {
        return text(operation, exchange, answerPayload, 0, NODES.objectNode());
    }

    /** The answer with another status: the same operation, an empty payload and an error. */
    public String refusal(int refusalStatus, String description, String specifics) {
        return text(operation, exchange, NODES.objectNode(), refusalStatus, why(description, specifics));
    }

    /** An {@code error} message. */
    static String error(JsonNode exchange, int status, String description, String specifics) {
        return text("error", exchange, NODES.objectNode(), status, why(description, specifics));
    }

    /** A message that is not an answer, with status 0. */
    public static String event(String operation, ObjectNode payload) {
        return text(operation, none(), payload, 0, NODES.objectNode());
    }

    /** The text of a message. */
    public static String text(String operation, JsonNode exchange, ObjectNode payload, int status, ObjectNode error) {
        ObjectNode object = NODES.objectNode();
        object.put("operation", operation);
        object.set("exchange", exchange);
        object.set("payload", payload);
        object.put("status", status);
        object.set("error", error);
        return write(object);
    }

    /** JSON as text. */
    public static String write(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    static ObjectNode why(String description, String specifics) {
        return NODES.objectNode().put("error_description", description).put("error_specifics", specifics);
    }

    /** A new empty object. */
    public static ObjectNode empty() {
        return NODES.objectNode();
    }

    /** JSON null. */
    public static JsonNode none() {
        return NODES.nullNode();
    }

    private static ObjectNode objectOrEmpty(ObjectNode object, String name, JsonNode exchange) throws MalformedMessage {
        JsonNode value = object.path(name);
        if (value instanceof ObjectNode found) {
            return found;
        }
        if (value.isMissingNode() || value.isNull()) {
            return NODES.objectNode();
        }
        throw new MalformedMessage(exchange, "'" + name + "' is an object");
    }
}
