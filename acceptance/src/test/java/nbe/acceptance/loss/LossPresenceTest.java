package nbe.acceptance.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import nbe.acceptance.loss.LossRecord.Message;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;

class LossPresenceTest {
    private static Message presence(int connection, String band, String state) {
        return new Message(
                0,
                connection,
                "{\"operation\":\"presence\",\"payload\":{\"device\":\"" + band + "\",\"state\":\"" + state
                        + "\",\"proximity\":\"near\",\"service_request_state\":2}}");
    }

    private static List<String> mismatches(Map<String, String> truth, Message... messages) {
        return LossPresence.after(List.of(messages), new ObjectMapper()).mismatches(truth);
    }

    @Test
    void theNewestConnectionSaysWhatIsThere() {
        assertEquals(
                List.of(),
                mismatches(
                        Map.of("A", "weak near 2"),
                        presence(1, "B", "weak"),
                        presence(2, "A", "unauthenticated"),
                        presence(2, "A", "weak"),
                        presence(2, "C", "weak"),
                        presence(2, "C", "absent")));
    }

    @Test
    void whatIsMissingWrongOrTooMuchIsAMismatch() {
        assertEquals(
                List.of(
                        "A is weak near 2, and the agent believes absent",
                        "B is weak far 0, and the agent believes weak near 2",
                        "C is absent, and the agent believes weak near 2"),
                mismatches(
                        Map.of("A", "weak near 2", "B", "weak far 0"),
                        presence(1, "B", "weak"),
                        presence(1, "C", "weak")));
    }
}
