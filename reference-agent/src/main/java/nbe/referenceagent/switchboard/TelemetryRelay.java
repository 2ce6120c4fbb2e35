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
import nbe.referenceagent.message.EndpointWords;
import nbe.referenceagent.message.MalformedMessage;
import nbe.referenceagent.message.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks endpoints for {@code telemetry} while an NEA wants it, passes it on to those NEAs, and ends it when none does any more. An
 * NEA's wish is a lease: one that has vanished leaves no endpoint talking.
 *
 * <p>An NEA that reads too slowly misses telemetry; it is not cut off for that, and gets everything else.
 *
 * <p>The thread of the {@link Switchboard}.
 */
final class TelemetryRelay {
    /** The longest lease that an endpoint gives. */
    static final int SECONDS_AT_MOST = 300;

    private static final String OPERATION = "telemetry";
    private static final int QUESTIONS_AT_MOST = 256;
    private static final Logger LOG = LoggerFactory.getLogger("refagent");

    /** @param device null for all bands */
    private record Want(String device, Instant until, Runnable callOff) {}

    private record Question(Nea nea, Message message) {}

    private final Alarm alarm;
    private final InstantSource clock;
    private final Map<Endpoint, Map<Nea, Want>> wants = new LinkedHashMap<>();
    /** What NEAs asked and endpoints have yet to answer, by the exchange that the endpoint was given. */
    private final Map<String, Question> questions = new LinkedHashMap<>();

    private long asked;

    TelemetryRelay(Alarm alarm, InstantSource clock) {
        this.alarm = alarm;
        this.clock = clock;
    }

    /** An NEA sent {@code telemetry}. */
    void asked(Nea nea, Message message) {
        JsonNode seconds = message.payload().path("seconds");
        boolean inRange = seconds.isIntegralNumber()
                && seconds.canConvertToInt()
                && seconds.intValue() >= 0
                && seconds.intValue() <= SECONDS_AT_MOST;
        JsonNode device = message.payload().path("device");
        boolean all = device.isMissingNode() || device.isNull();
        Optional<String> band = device.isString() ? BandAddress.read(device.stringValue()) : Optional.empty();
        if (!inRange || (!all && band.isEmpty())) {
            nea.outlet.send(message.refusal(
                    Message.MALFORMED,
                    "Malformed message",
                    "telemetry: 'seconds' is an integer, 0 to " + SECONDS_AT_MOST
                            + "; 'device' is a Bluetooth address such as C2:FA:D7:F0:D7:96, null, or not there"));
        } else if (seconds.intValue() == 0) {
            nea.outlet.send(message.answer(Message.empty().put("seconds", 0)));
            wantsNoMore(nea);
        } else if (nea.endpoint == null) {
            nea.outlet.send(message.refusal(
                    Message.NOT_FOUND,
                    "Not subscribed",
                    "telemetry: of which endpoint? subscribe_endpoint comes first"));
        } else if (nea.endpoint.link == null) {
            nea.outlet.send(notConnected(message, nea.endpoint));
        } else {
            Endpoint endpoint = nea.endpoint;
            want(nea, endpoint, band.orElse(null), seconds.intValue());
            questions.put(ask(endpoint), new Question(nea, message.toBeAnswered()));
            Iterator<String> oldest = questions.keySet().iterator();
            if (questions.size() > QUESTIONS_AT_MOST) {
                oldest.next();
                oldest.remove();
            }
        }
    }

    /** The NEA subscribes elsewhere, wants no more, or is gone. */
    void wantsNoMore(Nea nea) {
        questions.values().removeIf(question -> question.nea == nea);
        Endpoint endpoint = nea.endpoint;
        if (endpoint == null || !forget(endpoint, nea) || endpoint.link == null) {
            return;
        }
        if (wants.containsKey(endpoint)) {
            ask(endpoint);
        } else {
            tell(endpoint, Message.empty().put("seconds", 0));
        }
    }

    /** An endpoint has connected, anew perhaps: it knows nothing of what was asked for before. */
    void connected(Endpoint endpoint) {
        if (wants.containsKey(endpoint)) {
            ask(endpoint);
        }
    }

    /** An endpoint has gone, and will not answer. */
    void gone(Endpoint endpoint) {
        for (Iterator<Question> all = questions.values().iterator(); all.hasNext(); ) {
            Question question = all.next();
            if (question.nea.endpoint == endpoint) {
                all.remove();
                question.nea.outlet.send(notConnected(question.message, endpoint));
            }
        }
    }

    /** An endpoint sent {@code telemetry}: samples, or the answer to a question. */
    void said(Endpoint endpoint, Message message) throws MalformedMessage {
        JsonNode number = message.payload().path("number");
        if (message.status() != 0 || number.isMissingNode()) {
            answered(endpoint, message);
            return;
        }
        if (!number.isIntegralNumber() || !(message.payload().path("bands") instanceof ArrayNode bands)) {
            throw new MalformedMessage(
                    message.exchange(), "telemetry: 'number' is an integer and 'bands' is an array of objects");
        }
        endpoint.link.outlet.send(
                Message.event(OPERATION, JsonNodeFactory.instance.objectNode().set("received", number)));
        String whole = null;
        for (Map.Entry<Nea, Want> entry : wants.getOrDefault(endpoint, Map.of()).entrySet()) {
            String device = entry.getValue().device();
            if (device == null) {
                whole = whole == null ? Message.event(OPERATION, message.payload()) : whole;
                entry.getKey().outlet.offer(whole);
            } else {
                ArrayNode one = ofBand(bands, device);
                if (!one.isEmpty()) {
                    ObjectNode payload = message.payload().deepCopy();
                    payload.set("bands", one);
                    entry.getKey().outlet.offer(Message.event(OPERATION, payload));
                }
            }
        }
    }

    private void answered(Endpoint endpoint, Message message) {
        String exchange = message.exchange().isString() ? message.exchange().stringValue() : "";
        Question question = questions.remove(exchange);
        if (question == null) {
            LOG.debug("{} answered a question about telemetry that nobody waits for", Printable.bounded(endpoint.id));
            return;
        }
        if (message.status() == 0) {
            question.nea.outlet.send(question.message.answer(message.payload()));
        } else {
            forget(endpoint, question.nea);
            ObjectNode error = EndpointWords.error(message);
            question.nea.outlet.send(question.message.refusal(
                    message.status(),
                    EndpointWords.textOf(error, "error_description"),
                    EndpointWords.textOf(error, "error_specifics")));
        }
    }

    private void want(Nea nea, Endpoint endpoint, String device, int seconds) {
        forget(endpoint, nea);
        Runnable callOff = alarm.after(Duration.ofSeconds(seconds), () -> forget(endpoint, nea));
        wants.computeIfAbsent(endpoint, any -> new LinkedHashMap<>())
                .put(nea, new Want(device, clock.instant().plusSeconds(seconds), callOff));
    }

    private boolean forget(Endpoint endpoint, Nea nea) {
        Map<Nea, Want> ofEndpoint = wants.get(endpoint);
        Want want = ofEndpoint == null ? null : ofEndpoint.remove(nea);
        if (want == null) {
            return false;
        }
        want.callOff().run();
        if (ofEndpoint.isEmpty()) {
            wants.remove(endpoint);
        }
        return true;
    }

    /** Asks for what all NEAs together want. @return the exchange */
    private String ask(Endpoint endpoint) {
        List<Want> all = new ArrayList<>(wants.get(endpoint).values());
        String device = all.get(0).device();
        long seconds = 1;
        for (Want want : all) {
            seconds = Math.max(
                    seconds, Duration.between(clock.instant(), want.until()).toSeconds());
            device = device != null && device.equals(want.device()) ? device : null;
        }
        ObjectNode payload = Message.empty();
        if (device != null) {
            payload.put("device", device);
        }
        return tell(endpoint, payload.put("seconds", Math.min(seconds, SECONDS_AT_MOST)));
    }

    private String tell(Endpoint endpoint, ObjectNode payload) {
        String exchange = "telemetry-" + ++asked;
        endpoint.link.outlet.send(
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
