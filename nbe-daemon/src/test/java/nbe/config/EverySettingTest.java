package nbe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import nbe.config.value.FilePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Help.Ansi;

/** Walks the rows: a new key cannot miss any of what a key must have. */
class EverySettingTest {
    /** For each key: a value that is allowed and not the default, and values that are refused; all as TOML. */
    private static final Map<String, Sample> SAMPLES = new TreeMap<>();

    private record Sample(String other, List<String> refused, List<String> bounds) {}

    private static void sample(String name, String other, List<String> bounds, String... refused) {
        SAMPLES.put(name, new Sample(other, List.of(refused), bounds));
    }

    static {
        List<String> flag = List.of("true", "false");
        List<String> path = List.of("path");
        sample("agent_url", "\"wss://a.example/x\"", List.of("ws://", "wss://"), "\"http://a/\"", "\"\"", "7");
        sample("agent_protocol", "\"phoenix\"", List.of("plain", "phoenix"), "\"Phoenix\"", "2", "\"\"");
        sample("rssi_window_tap", "11", List.of("1", "1000"), "0", "1001", "-5", "\"10\"", "true");
        sample("rssi_window_long", "51", List.of("1", "10000"), "0", "10001", "9", "4.5");
        sample("rssi_tap_threshold", "-50", List.of("-103", "-1", "0"), "1", "-104", "[-42]");
        sample("tap_detector", "\"mean\"", List.of("mean", "adaptive"), "\"best\"", "\"Mean\"", "1");
        sample("rssi_cutoff_close", "-65", List.of("-103", "-1", "0"), "1", "-104", "\"near\"");
        sample("rssi_cutoff_far", "-90", List.of("-103", "-1"), "0", "-104", "\"far\"");
        sample("endpoint_id", "\"desk\"", List.of("1", "128", "space"), "\"\"", "\"a b\"", "\"a\\tb\"", "3");
        sample("log_level", "\"warn\"", List.of("error", "warn", "info", "debug"), "\"trace\"", "\"INFO\"", "3");
        sample("ble.enabled", "false", flag, "1", "\"true\"");
        sample(
                "ble.port",
                "[\"COM5\", \"COM6\"]",
                List.of("auto", "array"),
                "5",
                "\"\"",
                "[]",
                "[\"auto\", \"COM5\"]",
                "[5]");
        sample("band.company_id", "0x0059", List.of("0", "0xFFFF", "65535"), "-1", "65536", "\"0x01B2\"");
        sample("band.legacy", "false", flag, "0", "\"false\"");
        sample(
                "band.payload",
                "[{ name = \"a\", prefix = \"4C 00 02 15\", on_body = true, authenticated = \"!5.1\", identity = \"9..4\" },"
                        + " { name = \"builtin\" }]",
                List.of("[[band.payload]]"),
                "1",
                "\"builtin\"",
                "[1]",
                "{ name = \"builtin\" }");
        sample("presence.absent_after", "31", List.of("1", "3600"), "0", "3601", "1.5");
        sample("nfc.enabled", "false", flag, "0");
        sample(
                "nfc.readers",
                "[\"ACS\", \"OMNIKEY\"]",
                List.of("array", "texts"),
                "\"ACS\"",
                "[1]",
                "[\"\"]",
                "[\"ACS\", \" \"]");
        sample(
                "nfc.binding",
                "\"smartcardio\"",
                List.of("native", "smartcardio"),
                "\"jna\"",
                "\"Native\"",
                "1",
                "\"\"");
        sample("nfc.uid_lengths", "[4, 7]", List.of("4", "10", "array"), "7", "[3]", "[7, 11]", "[\"7\"]", "[]");
        sample(
                "proxy.url",
                "\"http://proxy.example:3128\"",
                List.of("http://", "none"),
                "\"https://proxy.example:3128\"",
                "\"socks5://proxy.example:1080\"",
                "\"proxy.example:3128\"",
                "\"http://proxy.example:0\"",
                "\"http://proxy.example:70000\"",
                "\"http://proxy.example:3128/path\"",
                "\"http://a_b c:3128\"",
                "3128");
        sample("tls.ca_file", "\"/etc/ca.pem\"", path, "1", "[\"ca.pem\"]");
        sample("tls.cert_file", "\"/etc/cert.pem\"", path, "true");
        sample("tls.key_file", "'/etc/key.pem'", path, "0", "\"a\\u0000b\"");
        sample("log.file", "\"/var/nbe.log\"", path, "1", "\"C:\\new\\x\"");
        sample("log.max_size_mb", "11", List.of("1", "1000"), "0", "1001", "\"10\"");
        sample("log.max_files", "6", List.of("1", "100"), "0", "101");
        sample("log.format", "\"json\"", List.of("text", "json"), "\"JSON\"", "1");
        sample("control.socket", "\"off\"", List.of("auto", "off", "path"), "\"\"", "1", "[\"auto\"]");
        sample(
                "metrics.listen",
                "\"localhost:9465\"",
                List.of("HOST:PORT", "1", "65535", "none"),
                "\"9464\"",
                "\":9464\"",
                "\"127.0.0.1:0\"",
                "\"127.0.0.1:65536\"",
                "\"::1:9464\"",
                "9464");
        sample("metrics.file", "\"/var/lib/node/nbe.prom\"", path, "1");
    }

    @TempDir
    Path directory;

    static List<Setting<?>> all() {
        return Setting.all();
    }

    @Test
    void everyRowIsAConstantAndHasItsSamples() throws IllegalAccessException {
        Set<Object> constants = new HashSet<>();
        for (Field field : Setting.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == Setting.class) {
                constants.add(field.get(null));
            }
        }
        assertEquals(new HashSet<Object>(Setting.all()), constants);
        Set<String> names = new HashSet<>();
        Setting.all().forEach(s -> assertTrue(names.add(s.name()), s + " stands there twice"));
        assertEquals(names, SAMPLES.keySet());
    }

    @Test
    void sectionsStandTogetherAndAfterTheTop() {
        List<String> order = new ArrayList<>();
        for (Setting<?> setting : Setting.all()) {
            if (order.isEmpty() || !order.get(order.size() - 1).equals(setting.section())) {
                order.add(setting.section());
            }
        }
        assertEquals(List.of("", "ble", "band", "presence", "nfc", "proxy", "tls", "log", "control", "metrics"), order);
    }

    @ParameterizedTest
    @MethodSource("all")
    <T> void theDefaultParsesBackFromAFile(Setting<T> setting) {
        Here here = new Here(directory);
        T fallback = setting.defaultValue(here.surroundings());
        Settings settings = here.settings(file(setting, setting.type().toToml(fallback)));
        assertEquals(fallback, settings.value(setting));
        assertTrue(settings.origin(setting) instanceof Origin.InFile, "origin " + settings.origin(setting));
    }

    @ParameterizedTest
    @MethodSource("all")
    <T> void anotherValueIsReadAndWrittenBack(Setting<T> setting) {
        Here here = new Here(directory);
        String other = SAMPLES.get(setting.name()).other();
        Settings settings = here.settings(file(setting, other));
        assertFalse(setting.defaultValue(here.surroundings()).equals(settings.value(setting)), "the default again");
        Settings again = here.settings(file(setting, settings.toToml(setting)));
        assertEquals(settings.value(setting), again.value(setting));
    }

    @ParameterizedTest
    @MethodSource("all")
    <T> void itsVariableOverridesTheFile(Setting<T> setting) {
        String other = SAMPLES.get(setting.name()).other();
        T fromFile = new Here(directory).settings(file(setting, other)).value(setting);
        T fallback = setting.defaultValue(new Here(directory).surroundings());
        String name = "NBE_" + setting.name().replace('.', '_').toUpperCase(Locale.ROOT);
        String text = setting.type().isTomlInVariables() ? other : other.replaceAll("[\\[\\]\"']", "");
        Here here = new Here(directory).with(name, text);
        completeTls(here, setting);
        Settings settings = here.settings(file(setting, setting.type().toToml(fallback)));
        assertEquals(fromFile, settings.value(setting));
        assertEquals(new Origin.Variable(name), settings.origin(setting));
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatIsNotAllowedIsRefusedWithWhatIs(Setting<?> setting) {
        for (String refused : SAMPLES.get(setting.name()).refused()) {
            ConfigReading reading = new Here(directory).read(file(setting, refused));
            assertTrue(reading.settings().isEmpty(), setting + " = " + refused + " is taken");
            List<String> told = reading.errors().stream()
                    .map(ConfigProblem::toString)
                    .filter(text -> text.contains(setting.key()))
                    .toList();
            assertEquals(1, told.size(), setting + " = " + refused + ": " + reading.problems());
            for (String word : SAMPLES.get(setting.name()).bounds()) {
                if (!refused.contains("\\") && !refused.equals("9")) {
                    assertTrue(told.get(0).contains(word), "'" + word + "' is missing in: " + told.get(0));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aBadVariableIsRefusedUnderItsName(Setting<?> setting) {
        String bad = setting.type() == FilePath.OR_NONE ? "a\nb" : "\u0001, ,";
        ConfigReading reading =
                new Here(directory).with(setting.variable(), bad).read(Here.URL);
        assertEquals(1, reading.errors().size(), reading.problems().toString());
        String told = reading.errors().get(0).toString();
        assertTrue(told.startsWith(setting.variable() + ": " + setting.name() + " "), told);
    }

    @ParameterizedTest
    @MethodSource("all")
    void itStandsInTheShippedFileThePageAndTheTable(Setting<?> setting) {
        String table =
                SettingsTable.text(Optional.empty(), Settings.defaults(new Here(directory).surroundings()), Ansi.OFF);
        assertEquals(1, count(table, "(?m)^" + setting.name() + " +\\S.*  default$"), table);
        String file = DefaultFile.text().replace("\n# ", " ");
        assertTrue(file.contains(" " + setting.meaning() + " Used by: " + setting.usedBy() + ". A change "), file);
        assertTrue(file.contains(" Variable: " + setting.variable()));
        assertEquals(1, count(SettingsPage.text(), "- variable: `" + setting.variable() + "`"));
        assertFalse(setting.meaning().endsWith("."), setting.meaning());
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }

    /** One key set, and what it cannot be without. */
    private static String file(Setting<?> setting, String value) {
        if (setting == Setting.AGENT_URL) {
            return "agent_url = " + value + "\n";
        }
        String line = setting.key() + " = " + value + "\n";
        String partner = "";
        if (!value.equals("\"\"") && (setting == Setting.TLS_CERT_FILE || setting == Setting.TLS_KEY_FILE)) {
            partner = setting == Setting.TLS_CERT_FILE ? "key_file = \"k.pem\"\n" : "cert_file = \"c.pem\"\n";
        }
        return setting.section().isEmpty()
                ? Here.URL + line
                : Here.URL + "[" + setting.section() + "]\n" + line + partner;
    }

    private static void completeTls(Here here, Setting<?> setting) {
        if (setting == Setting.TLS_CERT_FILE) {
            here.with("NBE_TLS_KEY_FILE", "k.pem");
        } else if (setting == Setting.TLS_KEY_FILE) {
            here.with("NBE_TLS_CERT_FILE", "c.pem");
        }
    }
}
