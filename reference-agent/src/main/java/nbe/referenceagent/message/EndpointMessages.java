package nbe.referenceagent.message;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the payloads of an endpoint's messages (docs/protocol.md); an invalid one is a {@link MalformedMessage}. */
public final class EndpointMessages {
    /** An {@code endpoint_id}. */
    public static final Pattern ID = Pattern.compile("\\S{1,128}");
    /** Characters that are kept of a text for people. */
    static final int TEXT_AT_MOST = 256;

    /**
     * An {@code intent}.
     *
     * @param device null if the endpoint does not know the band
     * @param uid null unless by NFC
     * @param reader null unless by NFC
     */
    public record Intent(String device, boolean byNfc, CardUid uid, String reader, String time) {}

    private EndpointMessages() {}

    /** The name in an {@code endpoint} message. */
    public static String endpointId(Message message) throws MalformedMessage {
        JsonNode id = message.payload().path("endpoint_id");
        if (!id.isString() || !ID.matcher(id.stringValue()).matches()) {
            throw wrong(message, "'endpoint_id' is a string of 1 to 128 characters without spaces");
        }
        return id.stringValue();
    }

    /** A text, cut to {@value #TEXT_AT_MOST} characters; empty if it is missing. */
    public static String textOf(ObjectNode object, String name) {
        return object.path(name).isString() ? cut(object.path(name).stringValue()) : "";
    }

    /** A text from outside, cut to {@value #TEXT_AT_MOST} characters: it may be kept for a long time. */
    public static String cut(String text) {
        if (text.length() <= TEXT_AT_MOST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(TEXT_AT_MOST - 1)) ? TEXT_AT_MOST - 1 : TEXT_AT_MOST;
        return text.substring(0, end);
    }

    /** A {@code presence}; a missing proximity is {@code unknown}, a missing service request state 0. */
    public static Presence presence(Message message) throws MalformedMessage {
        ObjectNode payload = message.payload();
        Optional<String> device = address(payload.path("device"));
        BandState state = BandState.of(textOf(payload, "state"));
        boolean noProximity = payload.path("proximity").isMissingNode();
        Proximity proximity = noProximity ? Proximity.UNKNOWN : Proximity.of(textOf(payload, "proximity"));
        JsonNode request = payload.path("service_request_state");
        if (device.isEmpty()) {
            throw wrong(message, "'device' is a Bluetooth address such as C2:FA:D7:F0:D7:96");
        }
        if (state == null) {
            throw wrong(message, "'state' is one of weak, unauthenticated, absent");
        }
        if (proximity == null) {
            throw wrong(message, "'proximity' is one of near, far, unknown");
        }
        if (!request.isMissingNode() && (!request.isIntegralNumber() || !request.canConvertToInt())) {
            throw wrong(message, "'service_request_state' is an integer");
        }
        return new Presence(device.get(), state, proximity, request.intValue(0));
    }

    /** An {@code intent}. */
    public static Intent intent(Message message) throws MalformedMessage {
        ObjectNode payload = message.payload();
        JsonNode device = payload.path("device");
        boolean unknown = device.isNull() || device.isMissingNode();
        if (!unknown && address(device).isEmpty()) {
            throw wrong(message, "'device' is a Bluetooth address such as C2:FA:D7:F0:D7:96, or null");
        }
        String type = textOf(payload, "type");
        if (!"BLE".equals(type) && !"NFC".equals(type)) {
            throw wrong(message, "'type' is BLE or NFC");
        }
        boolean byNfc = "NFC".equals(type);
        Optional<CardUid> uid = CardUid.read(textOf(payload, "nfc_uid"));
        if (byNfc && uid.isEmpty()) {
            throw wrong(message, "'nfc_uid' of an NFC intent is hex");
        }
        return new Intent(
                unknown ? null : address(device).orElseThrow(),
                byNfc,
                byNfc ? uid.get() : null,
                byNfc ? textOf(payload, "reader") : null,
                textOf(payload, "time"));
    }

    /** The {@code error} of a message, reduced to its two texts. */
    public static ObjectNode error(Message message) {
        return Message.why(textOf(message.error(), "error_description"), textOf(message.error(), "error_specifics"));
    }

    private static Optional<String> address(JsonNode device) {
        return device.isString() ? BandAddress.read(device.stringValue()) : Optional.empty();
    }

    private static MalformedMessage wrong(Message message, String what) {
        return new MalformedMessage(message.exchange(), message.operation() + ": " + what);
    }
}
