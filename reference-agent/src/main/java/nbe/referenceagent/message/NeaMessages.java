package nbe.referenceagent.message;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The messages that the agent sends to NEAs on its own. */
public final class NeaMessages {
    private NeaMessages() {}

    /** The payload of {@code presence}. */
    public static ObjectNode payload(Presence presence) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("device", presence.device())
                .put("state", presence.state().word())
                .put("proximity", presence.proximity().word())
                .put("service_request_state", presence.serviceRequestState());
    }

    /** A {@code presence} message. */
    public static String presence(Presence presence) {
        return Message.event("presence", payload(presence));
    }

    /** The endpoint's adapter is scanning. */
    public static String bleReady() {
        return Message.event("ble_ready", JsonNodeFactory.instance.objectNode());
    }

    /** Error 5100: the endpoint is not connected. */
    public static String notConnected(String endpointId) {
        return Message.error(
                Message.none(),
                Message.NOT_CONNECTED,
                "Endpoint not connected",
                "The endpoint '" + endpointId + "' is not connected to the agent");
    }

    /** Error 5000 or 5010, with the endpoint's texts. */
    public static String adapterFault(int status, ObjectNode error) {
        return Message.text("error", Message.none(), JsonNodeFactory.instance.objectNode(), status, error);
    }
}
