package nbe.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import nbe.base.Finding;
import nbe.cli.json.CheckJson;
import nbe.cli.json.DoctorJson;
import nbe.cli.json.JsonText;
import nbe.cli.json.ServiceJson;
import nbe.control.status.Problem;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The objects in docs/commands-json.md have the fields of those that the program prints. */
class CommandsJsonTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void eachExampleHasTheFieldsOfItsCommand() throws IOException {
        List<String> examples = Pages.blocks("docs/commands-json.md", "json");
        List<Object> printed = List.of(
                DoctorJson.of(List.of(Finding.ok("account", "nbe"))),
                new CheckJson(
                        Optional.empty(),
                        List.of(new CheckJson.Row("agent_url", Optional.of("ws://x"), "default")),
                        List.of(new CheckJson.ProblemRow("error", Optional.empty(), "x", Optional.empty()))),
                new ServiceJson(
                        true,
                        OptionalLong.of(1),
                        "runs",
                        Optional.of("log"),
                        Optional.of(List.of(new Problem("agent", "x", "y"))),
                        Optional.empty()));
        assertEquals(printed.size(), examples.size());
        for (int i = 0; i < printed.size(); i++) {
            assertEquals(fields(JsonText.of(printed.get(i))), fields(examples.get(i)));
        }
    }

    private static Set<String> fields(String json) {
        Set<String> fields = new TreeSet<>();
        collect("", JSON.readTree(json), fields);
        return fields;
    }

    private static void collect(String path, JsonNode node, Set<String> fields) {
        node.properties().forEach(field -> {
            fields.add(path + field.getKey());
            collect(path + field.getKey() + ".", field.getValue(), fields);
        });
        if (node.isArray()) {
            node.forEach(element -> collect(path, element, fields));
        }
    }
}
