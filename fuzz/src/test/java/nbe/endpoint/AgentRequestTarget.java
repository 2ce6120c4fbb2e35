package nbe.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import nbe.fuzz.Check;
import nbe.tap.TapSettings;
import tools.jackson.databind.JsonNode;

/** Any text from the agent: the endpoint parses it or answers with an error in JSON, and throws nothing. */
public final class AgentRequestTarget {
    /** The transport refuses longer texts, bytes. */
    private static final int LONGEST = 64 * 1024;
    /** Length of an answer without the text that it repeats; JSON may escape a character as six. */
    private static final int ENVELOPE = 1024;

    private AgentRequestTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, 0, Math.min(data.length, LONGEST), StandardCharsets.UTF_8);
        AgentRequest request = AgentRequest.parse(text);
        if (request instanceof AgentRequest.Bad bad) {
            answer(Envelope.error(4000, bad.exchange(), "Malformed", bad.why()), bad.exchange(), text);
        } else if (request instanceof AgentRequest.Unknown unknown) {
            Check.that(!unknown.operation().equals("presence"), "presence is known");
            JsonNode sent = answer(
                    Envelope.unknownOperation(unknown.operation(), unknown.exchange()), unknown.exchange(), text);
            Check.equal(unknown.operation(), sent.path("operation").stringValue(), "operation");
        } else if (request instanceof AgentRequest.Presence presence) {
            presence.band().ifPresent(band -> Check.that(band.toString().length() == 17, "band " + band));
        } else if (request instanceof AgentRequest.TelemetryLease lease) {
            Check.that(lease.seconds() >= 0 && lease.seconds() <= Telemetry.LEASE_SECONDS, "lease " + lease);
            answer(
                    Envelope.telemetryLease(lease.seconds(), TapSettings.DEFAULTS, lease.exchange()),
                    lease.exchange(),
                    text);
        } else if (request instanceof AgentRequest.TelemetryReceived received) {
            Check.that(received.number() >= 0, "number " + received);
        } else {
            throw new AssertionError("neither understood nor refused: " + request);
        }
    }

    private static JsonNode answer(Message message, Optional<String> exchange, String text) {
        String answer = message.text();
        Check.that(answer.length() <= 6 * text.length() + ENVELOPE, "an answer of " + answer.length() + " characters");
        JsonNode sent = AgentRequest.JSON.readTree(answer);
        Check.that(sent.isObject(), "no object: " + answer);
        Check.equal(
                exchange,
                Optional.of(sent.path("exchange")).filter(JsonNode::isString).map(JsonNode::stringValue),
                "exchange");
        return sent;
    }
}
