package nbe.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nbe.tap.BandAddress;
import nbe.tap.TapOutcome;
import org.junit.jupiter.api.Test;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every example of docs/protocol.md is a valid message, and every message has an example. */
class ProtocolExamplesTest {
    private static final String PAGE = "docs/protocol.md";
    private static final Set<String> ENVELOPE = Set.of("operation", "exchange", "payload", "status", "error");
    private static final Set<String> OF_NEAS = Set.of("subscribe_endpoint", "lookup", "assert_identity");
    private static final Set<Integer> STATUSES = Set.of(0, 4000, 4040, 4302, 5000, 5010, 5100);
    private static final int UNKNOWN_OPERATION = 4040;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static List<JsonNode> examples() throws IOException {
        List<JsonNode> examples = new ArrayList<>();
        for (String block : Pages.blocks(PAGE, "json")) {
            examples.add(JSON.readTree(block));
        }
        examples.removeIf(JsonNode::isArray); // frames of Phoenix channels: PhoenixExamplesTest
        return examples;
    }

    /** The operations in the source of the class that writes messages. */
    private static Set<String> sentByTheDaemon() throws IOException {
        String source = Files.readString(Pages.TOP.resolve("nbe-daemon/src/main/java/nbe/endpoint/Envelope.java"));
        Set<String> operations = new TreeSet<>();
        Matcher literal = Pattern.compile("\\bmessage\\(\\s*\"([^\"]+)\"").matcher(source);
        while (literal.find()) {
            operations.add(literal.group(1));
        }
        assertTrue(operations.contains("presence"), "Envelope.java is written in another way now: " + operations);
        return operations;
    }

    @Test
    void everyExampleIsAnEnvelopeWithItsFiveKeys() throws IOException {
        List<JsonNode> examples = examples();
        assertFalse(examples.isEmpty());
        for (JsonNode example : examples) {
            String text = example.toString();
            assertTrue(example.isObject(), text);
            assertEquals(ENVELOPE, Set.copyOf(example.propertyNames()), text);
            assertTrue(example.get("operation").isString(), text);
            assertTrue(
                    example.get("exchange").isNull() || example.get("exchange").isString(), text);
            assertTrue(example.get("payload").isObject(), text);
            assertTrue(example.get("status").isInt(), text);
            assertTrue(STATUSES.contains(example.get("status").intValue()), text);
            assertTrue(example.get("error").isObject(), text);
        }
    }

    @Test
    void anErrorIsEmptyAtStatusZeroAndInWordsElsewhere() throws IOException {
        for (JsonNode example : examples()) {
            String text = example.toString();
            boolean fine = example.get("status").intValue() == 0;
            Set<String> expected = fine ? Set.of() : Set.of("error_description", "error_specifics");
            assertEquals(expected, Set.copyOf(example.get("error").propertyNames()), text);
            example.get("error").forEach(words -> assertFalse(words.asString().isBlank(), text));
        }
    }

    @Test
    void everyOperationIsKnownUnlessTheExampleSaysThatItIsNot() throws IOException {
        Set<String> known = new TreeSet<>(sentByTheDaemon());
        known.addAll(OF_NEAS);
        for (JsonNode example : examples()) {
            String operation = example.get("operation").stringValue();
            assertTrue(
                    known.contains(operation) || example.get("status").intValue() == UNKNOWN_OPERATION,
                    operation + " is none of " + known);
        }
    }

    @Test
    void everyOperationHasAnExample() throws IOException {
        Set<String> expected = new TreeSet<>(sentByTheDaemon());
        expected.addAll(OF_NEAS);
        Set<String> shown = new TreeSet<>();
        Set<Integer> statuses = new TreeSet<>();
        for (JsonNode example : examples()) {
            shown.add(example.get("operation").stringValue());
            statuses.add(example.get("status").intValue());
        }
        expected.removeAll(shown);
        assertEquals(Set.of(), expected, "operations without an example");
        assertEquals(STATUSES, statuses, "statuses that have an example");
    }

    @Test
    void everyPayloadHasTheFieldsOfItsOperation() throws IOException {
        for (JsonNode example : examples()) {
            JsonNode payload = example.get("payload");
            Set<String> keys = Set.copyOf(payload.propertyNames());
            String text = example.toString();
            if (example.get("status").intValue() != 0) {
                assertEquals(Set.of(), keys, text);
                continue;
            }
            switch (example.get("operation").stringValue()) {
                case "endpoint" -> endpoint(payload, keys, text);
                case "ble_ready" -> assertEquals(Set.of(), keys, text);
                case "presence" -> presence(payload, keys, text);
                case "intent" -> intent(payload, keys, text);
                case "telemetry" -> telemetry(payload, keys, text);
                case "subscribe_endpoint" -> assertTrue(keys.isEmpty() || keys.equals(Set.of("endpoint_id")), text);
                case "lookup" -> lookup(payload, keys, text);
                case "assert_identity" -> assertEquals(Set.of("assert_type", "device"), keys, text);
                default -> throw new AssertionError("status 0, and the operation is unknown: " + text);
            }
        }
    }

    private static void endpoint(JsonNode payload, Set<String> keys, String text) {
        assertEquals(Set.of("endpoint_id", "version", "platform"), keys, text);
        payload.forEach(value -> assertTrue(value.isString(), text));
    }

    /** What is said of a band, or a request for it. */
    private static void presence(JsonNode payload, Set<String> keys, String text) {
        if (keys.contains("device")) {
            String device = payload.get("device").stringValue();
            assertEquals(device, BandAddress.parse(device).toString(), text);
        }
        if (keys.size() > 1) {
            assertEquals(Set.of("device", "state", "proximity", "service_request_state"), keys, text);
            assertTrue(
                    Set.of("weak", "unauthenticated", "absent")
                            .contains(payload.get("state").stringValue()),
                    text);
            assertTrue(
                    Set.of("near", "far", "unknown")
                            .contains(payload.get("proximity").stringValue()),
                    text);
            assertTrue(payload.get("service_request_state").isInt(), text);
        } else {
            assertTrue(keys.isEmpty() || keys.equals(Set.of("device")), text);
        }
    }

    private static void intent(JsonNode payload, Set<String> keys, String text) {
        String time = payload.get("time").stringValue();
        assertTrue(time.matches(".*\\.\\d{3}Z"), text);
        assertEquals(time, Instant.parse(time).toString(), text);
        if (payload.get("type").stringValue().equals("BLE")) {
            assertEquals(Set.of("device", "type", "time"), keys, text);
            BandAddress.parse(payload.get("device").stringValue());
        } else {
            assertEquals("NFC", payload.get("type").stringValue(), text);
            assertEquals(Set.of("device", "type", "nfc_uid", "reader", "time"), keys, text);
            assertTrue(payload.get("device").isNull(), text);
            assertTrue(payload.get("nfc_uid").stringValue().matches("([0-9A-F]{2})+"), text);
            assertTrue(payload.get("reader").isString(), text);
        }
    }

    /** A request, its answer, a confirmation, or samples. */
    private static void telemetry(JsonNode payload, Set<String> keys, String text) {
        if (keys.contains("number")) {
            assertEquals(Set.of("number", "time", "dropped", "bands"), keys, text);
            Instant.parse(payload.get("time").stringValue());
            for (JsonNode band : payload.get("bands")) {
                assertEquals(Set.of("device", "adapter", "samples"), Set.copyOf(band.propertyNames()), text);
                BandAddress.parse(band.get("device").stringValue());
                band.get("samples").forEach(sample -> telemetrySample(sample, text));
            }
        } else if (keys.contains("tap_detector")) {
            assertEquals(
                    Set.of(
                            "seconds",
                            "tap_detector",
                            "rssi_window_tap",
                            "rssi_tap_threshold",
                            "rssi_cutoff_close",
                            "rssi_cutoff_far"),
                    keys,
                    text);
        } else {
            assertTrue(
                    Set.of(Set.of("seconds"), Set.of("device", "seconds"), Set.of("received"))
                            .contains(keys),
                    text);
        }
    }

    private static void telemetrySample(JsonNode sample, String text) {
        Set<String> keys = Set.copyOf(sample.propertyNames());
        Set<String> always = Set.of("ms", "rssi", "verdict");
        Set<String> judged = Set.of("ms", "rssi", "verdict", "level", "needed", "samples");
        assertTrue(keys.equals(always) || keys.equals(judged), text);
        String verdict = sample.get("verdict").stringValue();
        assertTrue(Arrays.stream(TapOutcome.values()).anyMatch(one -> one.wire().equals(verdict)), text);
    }

    @Test
    void everyVerdictIsExplained() throws IOException {
        String page = Files.readString(Pages.TOP.resolve(PAGE));
        for (TapOutcome outcome : TapOutcome.values()) {
            assertTrue(page.contains("| `" + outcome.wire() + "` |"), outcome + " is not explained");
        }
    }

    private static void lookup(JsonNode payload, Set<String> keys, String text) {
        if (keys.contains("query")) {
            assertTrue(payload.get("query").isObject(), text);
            assertTrue(payload.get("lookup_keys").isArray(), text);
        } else {
            assertEquals(Set.of("lookup_values"), keys, text);
            assertTrue(payload.get("lookup_values").isObject(), text);
        }
    }
}
