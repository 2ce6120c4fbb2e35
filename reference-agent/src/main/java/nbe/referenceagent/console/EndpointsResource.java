package nbe.referenceagent.console;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import nbe.referenceagent.message.Message;
import nbe.referenceagent.net.HttpFront;
import nbe.referenceagent.switchboard.Endpoint;
import nbe.referenceagent.switchboard.Switchboard;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /endpoints}, for the console page, since the WebAPI has no operation that lists endpoints. Not part of Nymi's API:
 *
 * <pre>{"endpoints": [{"endpoint_id": string, "connected": boolean, "adapter": "ready" | "missing" | "failed" | "unknown",
 *   "version": string, "platform": string, "connected_since": RFC 3339, "bands_present": integer}]}</pre>
 *
 * The last 256 endpoints that disconnected stay in it, with {@code connected} false.
 */
public final class EndpointsResource {
    private final Switchboard switchboard;

    /** @param switchboard whose endpoints are listed */
    public EndpointsResource(Switchboard switchboard) {
        this.switchboard = switchboard;
    }

    /** The list as JSON. On Netty's event loop. */
    public FullHttpResponse response() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Endpoint endpoint : switchboard.endpoints()) {
            list.add(JsonNodeFactory.instance
                    .objectNode()
                    .put("endpoint_id", endpoint.id)
                    .put("connected", endpoint.link != null)
                    .put("adapter", endpoint.adapter.word())
                    .put("version", endpoint.version)
                    .put("platform", endpoint.platform)
                    .put("connected_since", endpoint.connectedSince.toString())
                    .put("bands_present", endpoint.presentCount()));
        }
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.set("endpoints", list);
        return HttpFront.page(
                HttpResponseStatus.OK,
                "application/json",
                Unpooled.copiedBuffer(Message.write(all), StandardCharsets.UTF_8));
    }
}
