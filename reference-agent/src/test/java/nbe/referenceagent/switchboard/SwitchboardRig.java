package nbe.referenceagent.switchboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nbe.referenceagent.directory.Directory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A switchboard in fake time, with endpoints and NEAs that write down what they get. */
abstract class SwitchboardRig {
    static final String BAND = "C2:FA:D7:F0:D7:96";

    static final String OTHER_BAND = "C2:FA:D7:F0:D7:97";

    static final JsonMapper JSON = new JsonMapper();

    record Alarmed(long atMillis, Runnable task) {}

    /** A client that keeps what it gets, in a short notation. */
    static final class Client implements Recipient {
        final List<String> got = new ArrayList<>();
        String closed;
        private final String remote;

        Client() {
            this("127.0.0.1:1");
        }

        Client(String remote) {
            this.remote = remote;
        }

        @Override
        public String remote() {
            return remote;
        }

        @Override
        public boolean send(String message) {
            got.add(message);
            return true;
        }

        @Override
        public void close(int code, String reason) {
            closed = code + " " + reason;
        }

        List<String> take() {
            List<String> words = got.stream().map(SwitchboardTest::words).toList();
            got.clear();
            return words;
        }
    }

    /** {@code operation status exchange payload}, with what is none of it left out. */
    static String words(String message) {
        JsonNode node = JSON.readTree(message);
        assertEquals(List.of("operation", "exchange", "payload", "status", "error"), List.copyOf(node.propertyNames()));
        StringBuilder words = new StringBuilder(node.get("operation").stringValue());
        if (node.get("status").intValue() != 0) {
            words.append(' ').append(node.get("status").intValue());
            assertTrue(node.get("error").get("error_description").isString(), message);
            assertTrue(node.get("error").get("error_specifics").isString(), message);
        } else {
            assertEquals("{}", node.get("error").toString());
        }
        if (!node.get("exchange").isNull()) {
            words.append(" #").append(node.get("exchange").asString());
        }
        JsonNode payload = node.get("payload");
        if (node.get("operation").stringValue().equals("presence") && !payload.isEmpty()) {
            words.append(' ').append(payload.get("device").stringValue());
            words.append(' ').append(payload.get("state").stringValue());
            words.append(' ').append(payload.get("proximity").stringValue());
            words.append(' ').append(payload.get("service_request_state").intValue());
        } else if (!payload.isEmpty()) {
            words.append(' ').append(payload);
        }
        return words.toString();
    }

    final List<Alarmed> alarms = new ArrayList<>();

    final List<AgentEvent> events = new ArrayList<>();

    long nowMillis;

    Directory directory = Directory.EMPTY;

    final Switchboard board = new Switchboard(() -> directory, this::alarm, () -> Instant.EPOCH, events::add);

    final Client nea = new Client();

    final Nea listener = new Nea(nea);

    Runnable alarm(Duration delay, Runnable task) {
        Alarmed alarmed = new Alarmed(nowMillis + delay.toMillis(), task);
        alarms.add(alarmed);
        return () -> alarms.remove(alarmed);
    }

    void pass(long millis) {
        long until = nowMillis + millis;
        for (; ; ) {
            Optional<Alarmed> next = alarms.stream()
                    .filter(alarm -> alarm.atMillis() <= until)
                    .min(Comparator.comparingLong(Alarmed::atMillis));
            if (next.isEmpty()) {
                nowMillis = until;
                return;
            }
            nowMillis = next.get().atMillis();
            alarms.remove(next.get());
            next.get().task().run();
        }
    }

    EndpointLink link(Client client, String id) {
        EndpointLink link = new EndpointLink(client);
        board.endpointSent(
                link,
                message("endpoint", "{\"endpoint_id\":\"" + id + "\",\"version\":\"0.1.0\",\"platform\":\"linux\"}"));
        return link;
    }

    EndpointLink link(String id) {
        return link(new Client(), id);
    }

    static String message(String operation, String payload) {
        return "{\"operation\":\"" + operation + "\",\"exchange\":null,\"payload\":" + payload
                + ",\"status\":0,\"error\":{}}";
    }

    static String presence(String device, String state) {
        return message(
                "presence",
                "{\"device\":\"" + device + "\",\"state\":\"" + state + "\",\"proximity\":\""
                        + (state.equals("absent") ? "unknown" : "near") + "\",\"service_request_state\":3}");
    }

    static String error(int status) {
        return "{\"operation\":\"error\",\"exchange\":null,\"payload\":{},\"status\":" + status
                + ",\"error\":{\"error_description\":\"d\",\"error_specifics\":\"s\"}}";
    }

    void ask(String operation, String exchange, String payload) {
        board.neaSent(
                listener,
                "{\"operation\":\"" + operation + "\",\"exchange\":" + exchange + ",\"payload\":" + payload
                        + ",\"status\":0,\"error\":{}}");
    }

    void subscribe(String id) {
        ask("subscribe_endpoint", "\"s\"", "{\"endpoint_id\":\"" + id + "\"}");
    }
}
