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
 * {@code GET /endpoints}, for the console page: the WebAPI has no operation that names the endpoints, and gets none from us. Ours,
 * not Nymi's:
 *
 * <pre>{"endpoints": [{"endpoint_id": string, "connected": boolean, "adapter": "ready" | "missing" | "failed" | "unknown",
 *   "version": string, "platform": string, "connected_since": RFC 3339, "bands_present": integer}]}</pre>
 *
 * Endpoints that went away stay in it (the last {@value Endpoints#GONE_AT_MOST}), with {@code connected} false.
 */
public final class EndpointsResource {
    private final Switchboard switchboard;

    public EndpointsResource(Switchboard switchboard) {
        this.switchboard = switchboard;
    }

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
