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
        return notConnected(endpointId, 0);
    }

    /**
     * Error 5100: no endpoint is connected that is meant.
     *
     * @param there how many are connected from the address that this is; 0 also for an id that is none
     */
    public static String notConnected(String endpointId, int there) {
        return Message.error(
                Message.none(),
                Message.NOT_CONNECTED,
                "Endpoint not connected",
                there > 1
                        ? there + " endpoints are connected from " + endpointId + ": name one by its endpoint_id"
                        : "The endpoint '" + endpointId + "' is not connected to the agent");
    }

    /** Error 5000 or 5010, with the endpoint's texts. */
    public static String adapterFault(int status, ObjectNode error) {
        return Message.text("error", Message.none(), JsonNodeFactory.instance.objectNode(), status, error);
    }
}
