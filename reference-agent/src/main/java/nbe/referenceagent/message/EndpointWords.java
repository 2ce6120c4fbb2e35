package nbe.referenceagent.message;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the payloads of what an endpoint says (contract section 4). What breaks the contract is a {@link MalformedMessage}. */
public final class EndpointWords {
    public static final Pattern ID = Pattern.compile("\\S{1,128}");
    /** Characters that are kept of a text which is for people only, or only passed on. */
    static final int TEXT_AT_MOST = 256;

    /** @param uid, reader null unless by NFC; device null if the endpoint does not know it */
    public record Intent(String device, boolean byNfc, CardUid uid, String reader, String time) {}

    private EndpointWords() {}

    public static String endpointId(Message message) throws MalformedMessage {
        JsonNode id = message.payload().path("endpoint_id");
        if (!id.isString() || !ID.matcher(id.stringValue()).matches()) {
            throw wrong(message, "'endpoint_id' is a string of 1 to 128 characters without spaces");
        }
        return id.stringValue();
    }

    /** A text: empty if it is not there, and no longer than {@value #TEXT_AT_MOST} characters. */
    public static String textOf(ObjectNode object, String name) {
        return object.path(name).isString() ? cut(object.path(name).stringValue()) : "";
    }

    /** A text from outside, {@value #TEXT_AT_MOST} characters of it at most: it may be kept for a long time. */
    public static String cut(String foreign) {
        if (foreign.length() <= TEXT_AT_MOST) {
            return foreign;
        }
        int end = Character.isHighSurrogate(foreign.charAt(TEXT_AT_MOST - 1)) ? TEXT_AT_MOST - 1 : TEXT_AT_MOST;
        return foreign.substring(0, end);
    }

    /** A proximity or service request state that is missing is {@code unknown} or 0; one that is wrong is an error. */
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

    /** The {@code error} of a message: both texts, whatever the endpoint sent of them, and nothing else. */
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
