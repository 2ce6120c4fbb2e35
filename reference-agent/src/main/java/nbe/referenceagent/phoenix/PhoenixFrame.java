package nbe.referenceagent.phoenix;

import java.util.Optional;
import nbe.referenceagent.message.MalformedMessage;
import nbe.referenceagent.message.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One message of Phoenix channels, serializer 2.0.0: an array of five.
 *
 * @param joinRef chosen by the client when it joins, or JSON null
 * @param ref chosen by the client for this message, or JSON null
 */
public record PhoenixFrame(JsonNode joinRef, JsonNode ref, String topic, String event, JsonNode payload) {
    /** The serializer's version, as a client requests it. */
    public static final String VERSION = "2.0.0";

    private static final int PARTS = 5;

    /** Reads a message; empty if it is not one, or if one of its references is too long to be kept. */
    public static Optional<PhoenixFrame> parse(String text) {
        JsonNode root;
        try {
            root = Message.tree(text);
        } catch (MalformedMessage e) {
            return Optional.empty();
        }
        if (!root.isArray()
                || root.size() != PARTS
                || !root.get(2).isString()
                || !root.get(3).isString()
                || !Message.isShort(root.get(0))
                || !Message.isShort(root.get(1))) {
            return Optional.empty();
        }
        return Optional.of(new PhoenixFrame(
                root.get(0), root.get(1), root.get(2).stringValue(), root.get(3).stringValue(), root.get(4)));
    }

    /** The answer to this message. */
    String reply(JsonNode ofJoin, String status, ObjectNode response) {
        ObjectNode answer = Message.empty();
        answer.put("status", status);
        answer.set("response", response);
        return text(ofJoin, ref, topic, "phx_reply", answer);
    }

    static String text(JsonNode joinRef, JsonNode ref, String topic, String event, JsonNode payload) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        parts.add(joinRef).add(ref).add(topic).add(event).add(payload);
        return Message.write(parts);
    }
}
