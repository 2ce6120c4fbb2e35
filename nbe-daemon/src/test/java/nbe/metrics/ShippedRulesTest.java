package nbe.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The alert rules and the dashboard in docs/metrics name metrics that there are, and Prometheus's own tool accepts them. */
class ShippedRulesTest {
    private static final Path TOP = Path.of("").toAbsolutePath().getParent();
    private static final Path FOLDER = TOP.resolve("docs/metrics");
    private static final Pattern NAME = Pattern.compile("\\bnbe_\\w+");
    private static final byte[] NOTHING = {};

    @Test
    void promtoolFindsNothingWrongWithTheMetrics() throws Exception {
        String said = Promtool.orSkip().run(FOLDER, TextFormat.PROMETHEUS.write(Samples.busy()), "check", "metrics");
        assertEquals("", said);
    }

    @Test
    void promtoolAcceptsTheRulesAndTheyFireWhenTheyHaveTo() throws Exception {
        Promtool promtool = Promtool.orSkip();
        assertTrue(promtool.run(FOLDER, NOTHING, "check", "rules", "alerts.yml").contains("SUCCESS"));
        assertTrue(promtool.run(FOLDER, NOTHING, "test", "rules", "alerts-test.yml")
                .contains("SUCCESS"));
    }

    @Test
    void everyAlertIsTested() throws IOException {
        String rules = Files.readString(FOLDER.resolve("alerts.yml"));
        String tests = Files.readString(FOLDER.resolve("alerts-test.yml"));
        Set<String> alerts = Pattern.compile("alert: (\\w+)")
                .matcher(rules)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(alerts.size() > 10, alerts::toString);
        for (String alert : alerts) {
            assertTrue(tests.contains("alertname: " + alert + "}"), alert + " has no test in which it does not fire");
            assertTrue(tests.contains("{alertname=\"" + alert + "\"}"), alert + " has no test in which it fires");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alerts.yml", "alerts-test.yml", "dashboard.json"})
    void everyMetricThatIsNamedThereIsThere(String file) throws IOException {
        Set<String> there = names(new String(TextFormat.PROMETHEUS.write(Samples.busy()), StandardCharsets.UTF_8));
        Set<String> named = names(Files.readString(FOLDER.resolve(file)));
        assertTrue(named.size() > 10, named::toString);
        named.removeAll(there);
        assertEquals(Set.of(), named);
    }

    @Test
    void everyQueryOfTheDashboardIsBoundToTheChosenEndpoints() throws IOException {
        JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(FOLDER.resolve("dashboard.json")));
        int queries = 0;
        for (JsonNode panel : dashboard.get("panels")) {
            for (JsonNode target : panel.path("targets")) {
                String query = target.get("expr").stringValue();
                long metrics = NAME.matcher(query).results().count();
                long bound = Pattern.compile("nbe_\\w+\\{instance=~\"\\$instance\"}")
                        .matcher(query)
                        .results()
                        .count();
                assertEquals(metrics, bound, query);
                queries++;
            }
        }
        assertTrue(queries > 20, queries + " queries");
    }

    @Test
    void thePageHasEveryMetricWithItsHelp() throws IOException {
        String page = Files.readString(TOP.resolve("docs/metrics.md"));
        for (Family family : Families.ALL) {
            String row = "| `" + family.name() + "`";
            assertTrue(page.contains(row), "docs/metrics.md has no row for " + family.name());
            String rest = page.substring(page.indexOf(row)).lines().findFirst().orElseThrow();
            assertTrue(rest.contains(family.help()), rest + " does not say: " + family.help());
        }
    }

    private static Set<String> names(String text) {
        return NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
