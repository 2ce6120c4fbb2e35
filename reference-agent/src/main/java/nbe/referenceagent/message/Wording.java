package nbe.referenceagent.message;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The messages that the agent itself makes for NEAs. */
public final class Wording {
    private Wording() {}

    public static ObjectNode payload(Presence presence) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("device", presence.device())
                .put("state", presence.state().word())
                .put("proximity", presence.proximity().word())
                .put("service_request_state", presence.serviceRequestState());
    }

    public static String presence(Presence presence) {
        return Message.event("presence", payload(presence));
    }

    public static String bleReady() {
        return Message.event("ble_ready", JsonNodeFactory.instance.objectNode());
    }

    public static String notConnected(String endpointId) {
        return Message.error(
                Message.none(),
                Message.NOT_CONNECTED,
                "Endpoint not connected",
                "The endpoint '" + endpointId + "' is not connected to the agent");
    }

    public static String adapterTrouble(int status, ObjectNode error) {
        return Message.text("error", Message.none(), JsonNodeFactory.instance.objectNode(), status, error);
    }
}
