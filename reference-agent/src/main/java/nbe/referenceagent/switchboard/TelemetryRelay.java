package nbe.referenceagent.switchboard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nbe.base.Printable;
import nbe.referenceagent.message.BandAddress;
import nbe.referenceagent.message.EndpointMessages;
import nbe.referenceagent.message.MalformedMessage;
import nbe.referenceagent.message.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests {@code telemetry} of endpoints while NEAs subscribe to it, and passes it on to them. A subscription is a lease in
 * seconds, so an NEA that disappears does not keep an endpoint sending. An NEA that reads slowly misses telemetry and nothing else.
 * The thread of the {@link Switchboard}.
 */
final class TelemetryRelay {
    /** The longest lease that an endpoint gives. */
    static final int SECONDS_AT_MOST = 300;

    private static final String OPERATION = "telemetry";
    private static final int REQUESTS_AT_MOST = 256;
    private static final Logger LOG = LoggerFactory.getLogger("refagent");

    /** @param device null for all bands */
    private record Lease(String device, Instant until, Runnable cancel) {}

    private record Request(Nea nea, Message message) {}

    private final Scheduler scheduler;
    private final InstantSource clock;
    private final Map<Endpoint, Map<Nea, Lease>> leases = new LinkedHashMap<>();
    /** Requests of NEAs that wait for an endpoint's answer, by the exchange sent to the endpoint. */
    private final Map<String, Request> requests = new LinkedHashMap<>();

    private long sent;

    TelemetryRelay(Scheduler scheduler, InstantSource clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** An NEA sent {@code telemetry}. */
    void requested(Nea nea, Message message) {
        JsonNode seconds = message.payload().path("seconds");
        boolean inRange = seconds.isIntegralNumber()
                && seconds.canConvertToInt()
                && seconds.intValue() >= 0
                && seconds.intValue() <= SECONDS_AT_MOST;
        JsonNode device = message.payload().path("device");
        boolean all = device.isMissingNode() || device.isNull();
        Optional<String> band = device.isString() ? BandAddress.read(device.stringValue()) : Optional.empty();
        if (!inRange || (!all && band.isEmpty())) {
            nea.recipient.send(message.refusal(
                    Message.MALFORMED,
                    "Malformed message",
                    "telemetry: 'seconds' is an integer, 0 to " + SECONDS_AT_MOST
                            + "; 'device' is a Bluetooth address such as C2:FA:D7:F0:D7:96, null, or not there"));
        } else if (seconds.intValue() == 0) {
            nea.recipient.send(message.answer(Message.empty().put("seconds", 0)));
            if (nea.endpoint != null) {
                cancel(nea, nea.endpoint);
            }
        } else if (nea.endpoint == null) {
            nea.recipient.send(message.refusal(
                    Message.NOT_FOUND,
                    "Not subscribed",
                    "telemetry: of which endpoint? subscribe_endpoint comes first"));
        } else if (nea.endpoint.link == null) {
            nea.recipient.send(notConnected(message, nea.endpoint));
        } else {
            Endpoint endpoint = nea.endpoint;
            lease(nea, endpoint, band.orElse(null), seconds.intValue());
            requests.put(request(endpoint), new Request(nea, message.toBeAnswered()));
            Iterator<String> oldest = requests.keySet().iterator();
            if (requests.size() > REQUESTS_AT_MOST) {
                oldest.next();
                oldest.remove();
            }
        }
    }

    /** Ends the NEA's lease: it cancels, subscribes to another endpoint or has disconnected. */
    void cancel(Nea nea, Endpoint endpoint) {
        requests.values().removeIf(request -> request.nea == nea);
        if (!remove(endpoint, nea) || endpoint.link == null) {
            return;
        }
        if (leases.containsKey(endpoint)) {
            request(endpoint);
        } else {
            send(endpoint, Message.empty().put("seconds", 0));
        }
    }

    /** An endpoint has connected: repeats the request, which a new connection does not know. */
    void connected(Endpoint endpoint) {
        if (leases.containsKey(endpoint)) {
            request(endpoint);
        }
    }

    /** An endpoint has disconnected: answers its open requests with 5100. */
    void gone(Endpoint endpoint) {
        for (Iterator<Request> all = requests.values().iterator(); all.hasNext(); ) {
            Request request = all.next();
            if (request.nea.endpoint == endpoint) {
                all.remove();
                request.nea.recipient.send(notConnected(request.message, endpoint));
            }
        }
    }

    /** An endpoint sent {@code telemetry}: samples, or the answer to a request. */
    void received(Endpoint endpoint, Message message) throws MalformedMessage {
        JsonNode number = message.payload().path("number");
        if (message.status() != 0 || number.isMissingNode()) {
            answered(endpoint, message);
            return;
        }
        if (!number.isIntegralNumber() || !(message.payload().path("bands") instanceof ArrayNode bands)) {
            throw new MalformedMessage(
                    message.exchange(), "telemetry: 'number' is an integer and 'bands' is an array of objects");
        }
        endpoint.link.recipient.send(
                Message.event(OPERATION, JsonNodeFactory.instance.objectNode().set("received", number)));
        String whole = null;
        for (Map.Entry<Nea, Lease> entry :
                leases.getOrDefault(endpoint, Map.of()).entrySet()) {
            String device = entry.getValue().device();
            if (device == null) {
                whole = whole == null ? Message.event(OPERATION, message.payload()) : whole;
                entry.getKey().recipient.offer(whole);
            } else {
                ArrayNode one = ofBand(bands, device);
                if (!one.isEmpty()) {
                    ObjectNode payload = message.payload().deepCopy();
                    payload.set("bands", one);
                    entry.getKey().recipient.offer(Message.event(OPERATION, payload));
                }
            }
        }
    }

    private void answered(Endpoint endpoint, Message message) {
        String exchange = message.exchange().isString() ? message.exchange().stringValue() : "";
        Request request = requests.remove(exchange);
        if (request == null) {
            LOG.debug("{} answered a telemetry request that is no longer open", Printable.bounded(endpoint.id));
            return;
        }
        if (message.status() == 0) {
            request.nea.recipient.send(request.message.answer(message.payload()));
        } else {
            remove(endpoint, request.nea);
            ObjectNode error = EndpointMessages.error(message);
            request.nea.recipient.send(request.message.refusal(
                    message.status(),
                    EndpointMessages.textOf(error, "error_description"),
                    EndpointMessages.textOf(error, "error_specifics")));
        }
    }

    private void lease(Nea nea, Endpoint endpoint, String device, int seconds) {
        remove(endpoint, nea);
        Runnable cancel = scheduler.after(Duration.ofSeconds(seconds), () -> remove(endpoint, nea));
        leases.computeIfAbsent(endpoint, any -> new LinkedHashMap<>())
                .put(nea, new Lease(device, clock.instant().plusSeconds(seconds), cancel));
    }

    private boolean remove(Endpoint endpoint, Nea nea) {
        Map<Nea, Lease> ofEndpoint = leases.get(endpoint);
        Lease lease = ofEndpoint == null ? null : ofEndpoint.remove(nea);
        if (lease == null) {
            return false;
        }
        lease.cancel().run();
        if (ofEndpoint.isEmpty()) {
            leases.remove(endpoint);
        }
        return true;
    }

    /** Requests the union of all leases; returns the exchange. */
    private String request(Endpoint endpoint) {
        List<Lease> all = new ArrayList<>(leases.get(endpoint).values());
        String device = all.get(0).device();
        long seconds = 1;
        for (Lease lease : all) {
            seconds = Math.max(
                    seconds, Duration.between(clock.instant(), lease.until()).toSeconds());
            device = device != null && device.equals(lease.device()) ? device : null;
        }
        ObjectNode payload = Message.empty();
        if (device != null) {
            payload.put("device", device);
        }
        return send(endpoint, payload.put("seconds", Math.min(seconds, SECONDS_AT_MOST)));
    }

    private String send(Endpoint endpoint, ObjectNode payload) {
        String exchange = "telemetry-" + ++sent;
        endpoint.link.recipient.send(
                Message.text(OPERATION, JsonNodeFactory.instance.stringNode(exchange), payload, 0, Message.empty()));
        return exchange;
    }

    private static ArrayNode ofBand(ArrayNode bands, String device) {
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        for (JsonNode band : bands) {
            if (device.equals(band.path("device").asString(""))) {
                found.add(band);
            }
        }
        return found;
    }

    private static String notConnected(Message message, Endpoint endpoint) {
        return message.refusal(
                Message.NOT_CONNECTED,
                "Endpoint not connected",
                "The endpoint '" + Printable.bounded(endpoint.id) + "' is not connected to the agent");
    }
}
