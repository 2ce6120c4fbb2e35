package nbe.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every frame of Phoenix channels in docs/protocol.md is well-formed, and each kind has an example. */
class PhoenixExamplesTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static List<JsonNode> frames() throws IOException {
        List<JsonNode> frames = new ArrayList<>();
        for (String block : Pages.blocks("docs/protocol.md", "json")) {
            JsonNode example = JSON.readTree(block);
            if (example.isArray()) {
                frames.add(example);
            }
        }
        return frames;
    }

    @Test
    void everyFrameHasItsFivePartsAndEveryMessageInItIsTheEvent() throws IOException {
        for (JsonNode frame : frames()) {
            String text = frame.toString();
            assertEquals(5, frame.size(), text);
            assertTrue(frame.get(0).isNull() || frame.get(0).isString(), text);
            assertTrue(frame.get(1).isNull() || frame.get(1).isString(), text);
            assertTrue(
                    Set.of("phoenix", "endpoint:line-3-desk-2")
                            .contains(frame.get(2).stringValue()),
                    text);
            String event = frame.get(3).stringValue();
            if (event.equals("phx_reply")) {
                assertTrue(
                        Set.of("ok", "error")
                                .contains(frame.get(4).get("status").stringValue()),
                        text);
                assertTrue(frame.get(4).get("response").isObject(), text);
            } else if (event.startsWith("phx_") || event.equals("heartbeat")) {
                assertEquals(0, frame.get(4).size(), text);
            } else {
                assertEquals(event, frame.get(4).get("operation").stringValue(), text);
                assertEquals(
                        Set.of("operation", "exchange", "payload", "status", "error"),
                        Set.copyOf(frame.get(4).propertyNames()),
                        text);
            }
        }
    }

    @Test
    void everyKindOfFrameHasAnExample() throws IOException {
        Set<String> events = new TreeSet<>();
        frames().forEach(frame -> events.add(frame.get(3).stringValue()));
        assertTrue(
                events.containsAll(Set.of("phx_join", "phx_reply", "phx_error", "heartbeat", "intent", "presence")),
                events.toString());
    }
}
