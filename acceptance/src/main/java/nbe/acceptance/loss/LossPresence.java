package nbe.acceptance.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The presence of each band that an agent knows from the messages of its newest connection. Pure. */
final class LossPresence {
    private final Map<String, String> present = new TreeMap<>();

    /** @param messages all that an agent or an NEA got, in the order in which they came */
    static LossPresence after(List<LossRecord.Message> messages, ObjectMapper json) {
        LossPresence belief = new LossPresence();
        int newest =
                messages.stream().mapToInt(LossRecord.Message::connection).max().orElse(0);
        messages.stream()
                .filter(message -> message.connection() == newest)
                .map(message -> json.readTree(message.text()))
                .forEach(belief::hear);
        return belief;
    }

    private void hear(JsonNode message) {
        if (!message.path("operation").asString("").equals("presence")) {
            return;
        }
        JsonNode payload = message.path("payload");
        String band = payload.path("device").asString("");
        String state = payload.path("state").asString("");
        if (state.equals("absent")) {
            present.remove(band);
        } else {
            present.put(
                    band,
                    state + " " + payload.path("proximity").asString("") + " "
                            + payload.path("service_request_state").asInt(-1));
        }
    }

    /** A line for each band of which the agent knows another presence than the true one. */
    List<String> mismatches(Map<String, String> truth) {
        TreeSet<String> bands = new TreeSet<>(truth.keySet());
        bands.addAll(present.keySet());
        List<String> lines = new ArrayList<>();
        for (String band : bands) {
            String is = truth.getOrDefault(band, "absent");
            String believed = present.getOrDefault(band, "absent");
            if (!is.equals(believed)) {
                lines.add(band + " is " + is + ", and the agent believes " + believed);
            }
        }
        return lines;
    }
}
