package nbe.agent.phoenix;

import java.util.Optional;
import java.util.Set;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkCause.Kind;
import nbe.base.Printable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message of Phoenix channels as serializer 2.0.0 has it: {@code [join_ref, ref, topic, event, payload]} in one text frame
 * (Phoenix guide "Writing a Channels Client").
 *
 * @param joinRef which join it belongs to; empty for what goes to all
 * @param ref which message of ours it answers; empty if it is no answer
 */
record PhoenixMessage(Optional<String> joinRef, Optional<String> ref, String topic, String event, JsonNode payload) {
    static final String JOIN = "phx_join";
    static final String REPLY = "phx_reply";
    static final String ERROR = "phx_error";
    static final String CLOSE = "phx_close";
    static final String HEARTBEAT = "heartbeat";

    /** The prefix of events that are Phoenix's own. */
    private static final String RESERVED = "phx_";

    /** Events of Phoenix.Presence, the list of those who joined the topic; its keys are the program's own. */
    private static final Set<String> OF_PRESENCE = Set.of("presence_state", "presence_diff");

    /** The one request that may have an empty payload: presence of all bands. */
    private static final String PRESENCE = "presence";

    /** An envelope has at least one of them: an object without any is meant for another client. */
    private static final Set<String> OF_ENVELOPE = Set.of("operation", "exchange", "payload");

    /** The topic of heartbeats. */
    static final String PHOENIX = "phoenix";

    private static final int PARTS = 5;
    private static final int LONGEST_QUOTE = 160;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Reads one text frame; empty if it is no such message. */
    static Optional<PhoenixMessage> parse(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JacksonException e) {
            return Optional.empty();
        }
        if (root == null || !root.isArray() || root.size() != PARTS) {
            return Optional.empty();
        }
        boolean refsAreTexts = isTextOrNull(root.get(0)) && isTextOrNull(root.get(1));
        if (!refsAreTexts || !root.get(2).isString() || !root.get(3).isString()) {
            return Optional.empty();
        }
        return Optional.of(new PhoenixMessage(
                text(root.get(0)),
                text(root.get(1)),
                root.get(2).stringValue(),
                root.get(3).stringValue(),
                root.get(4)));
    }

    private static boolean isTextOrNull(JsonNode node) {
        return node.isString() || node.isNull();
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    /** Writes one text frame; the payload is JSON already. */
    static String text(Optional<String> joinRef, String ref, String topic, String event, String payload) {
        return "[" + joinRef.map(PhoenixMessage::quoted).orElse("null") + "," + quoted(ref) + "," + quoted(topic) + ","
                + quoted(event) + "," + payload + "]";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, quoted);
        return quoted.append('"').toString();
    }

    /** Whether it belongs to this join, or to all. */
    boolean isOfJoin(String ofJoin) {
        return joinRef.isEmpty() || joinRef.get().equals(ofJoin);
    }

    /** Whether it says that the channel has ended. */
    boolean endsChannel(PhoenixTopic ofTopic, String ofJoin) {
        return (event.equals(ERROR) || event.equals(CLOSE)) && ofTopic.isOf(this) && isOfJoin(ofJoin);
    }

    /** Why the channel has ended, if this says so. */
    LinkCause channelEnd(PhoenixTopic ofTopic) {
        String how = event.equals(ERROR) ? " failed" : " was closed";
        return new LinkCause(Kind.JOIN, "the agent's channel " + ofTopic + how + " (" + event + "); see its log");
    }

    /** Whether it is a request to the endpoint. Other events of the topic are meant for other clients and get no answer. */
    boolean isRequest() {
        if (event.startsWith(RESERVED) || OF_PRESENCE.contains(event)) {
            return false;
        }
        return event.equals(PRESENCE) || OF_ENVELOPE.stream().anyMatch(payload::has);
    }

    /** The request as the envelope that it would be without Phoenix: the event is the operation. */
    String envelope() {
        ObjectNode envelope = payload instanceof ObjectNode object
                ? object.deepCopy()
                : JSON.createObjectNode().set("payload", payload);
        return JSON.writeValueAsString(envelope.put("operation", event));
    }

    /** Whether a reply says that the agent accepts. */
    boolean isOk() {
        return "ok".equals(payload.path("status").asString(""));
    }

    /** Why the agent refuses: the {@code reason} that Phoenix and most programs give, else the whole response. */
    String reason() {
        JsonNode response = payload.path("response");
        JsonNode reason = response.path("reason");
        return Printable.bounded(reason.isString() ? reason.stringValue() : response.toString(), LONGEST_QUOTE);
    }

    /** Whether it answers a message to a topic that this connection has not joined. */
    boolean saysNotJoined() {
        return payload.path("response").path("reason").asString("").equals("unmatched topic");
    }
}
