package nbe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nbe.tap.TapRule;
import nbe.tap.TapSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;
import picocli.CommandLine.Help.Ansi;

/** What a good file gives, and values with rules of their own. */
class ValuesTest {
    @TempDir
    Path directory;

    private Here here() {
        return new Here(directory);
    }

    @Test
    void everyKeyOfAFileArrivesAtItsAccessor() {
        Settings settings = here().settings("""
                agent_url = "wss://agent.example.com:9120/socket/websocket?vsn=2.0.0"
                rssi_window_tap = 11
                rssi_window_long = 60
                rssi_tap_threshold = -50
                tap_detector = "mean"
                rssi_cutoff_close = -65
                rssi_cutoff_far = -75
                endpoint_id = "line-3"
                log_level = "debug"
                [ble]
                enabled = false
                port = ["COM5", 'COM6']
                [band]
                company_id = 0x0059
                legacy = false
                [presence]
                absent_after = 17
                [nfc]
                enabled = false
                readers = ["ACS"]
                uid_lengths = [4, 7]
                [tls]
                ca_file = "ca.pem"
                cert_file = "cert.pem"
                key_file = 'dir\\key.pem'
                [log]
                file = "x/nbe.log"
                max_size_mb = 3
                max_files = 7
                """);
        assertEquals(
                "wss://agent.example.com:9120/socket/websocket?vsn=2.0.0",
                settings.value(Setting.AGENT_URL).url());
        assertEquals(11, settings.value(Setting.RSSI_WINDOW_TAP));
        assertEquals(60, settings.value(Setting.RSSI_WINDOW_LONG));
        assertEquals(-50, settings.value(Setting.RSSI_TAP_THRESHOLD));
        assertEquals(TapRule.MEAN, settings.value(Setting.TAP_DETECTOR));
        assertEquals(-65, settings.value(Setting.RSSI_CUTOFF_CLOSE));
        assertEquals(-75, settings.value(Setting.RSSI_CUTOFF_FAR));
        assertEquals("line-3", settings.value(Setting.ENDPOINT_ID));
        assertEquals(Level.DEBUG, settings.value(Setting.LOG_LEVEL));
        assertFalse(settings.value(Setting.BLE_ENABLED));
        assertEquals(List.of("COM5", "COM6"), settings.ble().ports());
        assertEquals(0x59, settings.value(Setting.BAND_COMPANY_ID));
        assertFalse(settings.value(Setting.BAND_LEGACY));
        assertEquals(Duration.ofSeconds(17), settings.value(Setting.PRESENCE_ABSENT_AFTER));
        assertFalse(settings.value(Setting.NFC_ENABLED));
        assertEquals(List.of("ACS"), settings.value(Setting.NFC_READERS));
        assertEquals(List.of(4, 7), settings.value(Setting.NFC_UID_LENGTHS));
        assertEquals(Optional.of(directory.resolve("ca.pem")), settings.value(Setting.TLS_CA_FILE));
        assertEquals(Optional.of(directory.resolve("cert.pem")), settings.value(Setting.TLS_CERT_FILE));
        assertEquals(Optional.of(directory.resolve("dir\\key.pem")), settings.value(Setting.TLS_KEY_FILE));
        assertEquals(Optional.of(directory.resolve("x/nbe.log")), settings.value(Setting.LOG_FILE));
        assertEquals(3, settings.value(Setting.LOG_MAX_SIZE_MB));
        assertEquals(7, settings.value(Setting.LOG_MAX_FILES));
        assertEquals(new TapSettings(TapRule.MEAN, 11, 60, -50, -65, -75, Duration.ofSeconds(17)), settings.tap());
    }

    @Test
    void theDefaultsOfTheDetectorAreTheDefaultsHere() {
        assertEquals(
                TapSettings.DEFAULTS, Settings.defaults(here().surroundings()).tap());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rssi_window_tap = 1",
                "rssi_window_long = 10000",
                "rssi_window_long = 10",
                "rssi_tap_threshold = 0",
                "rssi_tap_threshold = -1",
                "rssi_tap_threshold = -103",
                "rssi_tap_threshold = -0",
                "rssi_cutoff_close = -83",
                "rssi_cutoff_close = -1",
                "rssi_cutoff_close = 0",
                "rssi_cutoff_far = -103",
                "rssi_cutoff_far = -70",
                "rssi_window_tap = 0x0A",
                "rssi_window_long = 1_000",
                "[band]\ncompany_id = 0",
                "[band]\ncompany_id = 0xFFFF",
                "[presence]\nabsent_after = 1",
                "[presence]\nabsent_after = 3600",
                "[nfc]\nuid_lengths = [4]",
                "[nfc]\nuid_lengths = [10, 4, 4]",
                "[log]\nmax_size_mb = 1\nmax_files = 1",
                "[log]\nmax_size_mb = 1000\nmax_files = 100",
                "[log]\nfile = \"\""
            })
    void theBoundsThemselvesAreAllowed(String lines) {
        assertEquals(List.of(), here().read(Here.URL + lines + "\n").errors());
    }

    @ParameterizedTest
    @CsvSource({"128, true", "129, false"})
    void anEndpointNameHas128CharactersAtMostOfWhateverScript(int length, boolean allowed) {
        ConfigReading reading = here().read(Here.URL + "endpoint_id = \"" + "\uD83D\uDE00".repeat(length) + "\"\n");
        assertEquals(allowed, reading.settings().isPresent(), reading.problems().toString());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "desk-7, desk-7",
                "'my desk', my-desk",
                "' desk\n', desk",
                "'', unnamed-host",
                "B\u00FCro, B\u00FCro"
            })
    void aHostNameBecomesAnEndpointNameOneWayOrAnother(String host, String endpoint) {
        assertEquals(endpoint, here().hostName(host).settings(Here.URL).value(Setting.ENDPOINT_ID));
    }

    @Test
    void aHostNameThatIsTooLongIsCut() {
        assertEquals(
                "x".repeat(128),
                here().hostName("x".repeat(300)).settings(Here.URL).value(Setting.ENDPOINT_ID));
    }

    @ParameterizedTest
    @CsvSource({
        "http://a/, ws://",
        "//a/, ws://",
        "a:9120, ws://",
        "ws:a, without a valid host",
        "ws:///x, without a valid host",
        "ws://, at character",
        "ws://my_host:x/, without a valid host",
        "ws://10.0.0.256/, without a valid host",
        "ws://-host/, without a valid host",
        "ws://b\u00FCro/, without a valid host",
        "'ws://a b/', illegal character in authority at character",
        "ws://a:0/, port 0",
        "ws://a:65536/, port 65536",
        "ws://a:x/, without a valid host",
        "ws://a/#f, fragment"
    })
    void aUrlThatIsNoneOfOursIsToldWhy(String url, String why) {
        ConfigReading reading = here().read("agent_url = \"" + url + "\"\n");
        assertEquals(1, reading.errors().size(), reading.problems().toString());
        String told = reading.errors().get(0).toString();
        assertTrue(told.contains(why) && told.contains("wss://"), told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ws://joe:s3cret@a/",
                "wss://s3cret@a/",
                "http://joe:s3cret@a/",
                "ws://joe:s3 cret@a/",
                "ws://joe:s3cret@@a/",
                "ws://joe:s3cret@a:99999/#x",
                "ws://joe:s3cret@a_b/",
                "ws:/joe:s3 cret@a/"
            })
    void aPasswordInTheUrlIsRefusedAndNeverRepeated(String url) {
        ConfigReading reading = here().read("agent_url = \"" + url + "\"\n");
        assertEquals(1, reading.errors().size());
        String told = told(reading.errors().get(0));
        assertFalse(told.contains("s3"), told);
        assertTrue(told.contains("user name or password"), told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"joe:s3cret", "joe:s3cret/a", "ws//joe:s3cret", "ws://joe:s3cret/x@y", "s3cret", "s3 cret"})
    void nothingIsRepeatedOfATextThatIsNoUrl(String text) {
        ConfigReading reading = here().read("agent_url = \"" + text + "\"\n");
        assertEquals(1, reading.errors().size());
        String told = told(reading.errors().get(0));
        assertFalse(told.contains("s3"), told);
    }

    /** Without the path of the file, which lies in a folder of any name. */
    private static String told(ConfigProblem problem) {
        return problem.wrong() + ", " + problem.remedy();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ws://nymi_agent:9120/x",
                "ws://_agent.plant_1.example./",
                "wss://nymi_agent_1/",
                "ws://[fe80::1%25eth0]:9120/",
                "ws://[fe80::1%eth0]:9120/",
                "ws://[::1]/"
            })
    void namesWithUnderscoresAndAddressesWithZonesAreHosts(String url) {
        assertEquals(
                url,
                here().settings("agent_url = \"" + url + "\"\n")
                        .value(Setting.AGENT_URL)
                        .url());
    }

    @Test
    void theSchemeOfTheUrlIsInSmallLetters() {
        assertEquals(
                "wss://Agent.example/X",
                here().settings("agent_url = \"WSS://Agent.example/X\"\n")
                        .value(Setting.AGENT_URL)
                        .url());
    }

    @Test
    void onePortIsAListOfOne() {
        Settings settings = here().settings(Here.URL + "[ble]\nport = \"/dev/ttyACM0\"\n");
        assertEquals(List.of("/dev/ttyACM0"), settings.ble().ports());
        assertTrue(
                here().settings(Here.URL + "[ble]\nport = [\"auto\"]\n").ble().isAuto());
    }

    @Test
    void theTableShowsWhatIsSetAndWhereAndNothingOfAKeyButItsPath() {
        Path key = here().file("key.pem", "-----BEGIN PRIVATE KEY-----");
        Path file = here().file(
                        "nbe.toml",
                        Here.URL
                                + "rssi_tap_threshold = -55\n[nfc]\nreaders = [\"ACS\", \"OMNIKEY\"]\n[tls]\ncert_file = '"
                                + key + "'\nkey_file = '" + key + "'\n");
        ConfigReading reading = here().with("NBE_LOG_LEVEL", "warn").read(file);
        String table = SettingsTable.text(reading.file(), Here.settings(reading), Ansi.OFF);
        List<String> lines = table.lines().toList();
        assertEquals("configuration file: " + file, lines.get(0));
        assertTrue(lines.stream().anyMatch(l -> l.matches("rssi_tap_threshold +-55 +nbe\\.toml:2")), table);
        assertTrue(
                lines.stream().anyMatch(l -> l.matches("nfc.readers +\\[\"ACS\", \"OMNIKEY\"\\] +nbe\\.toml:4")),
                table);
        assertTrue(lines.stream().anyMatch(l -> l.matches("log_level +\"warn\" +NBE_LOG_LEVEL")), table);
        assertTrue(lines.stream().anyMatch(l -> l.matches("log.file +none +default")), table);
        assertTrue(lines.stream().anyMatch(l -> l.matches("band.company_id +0x01B2 +default")), table);
        assertTrue(table.contains(key.toString()) && !table.contains("BEGIN"), table);
        assertFalse(table.contains("\u001B"), "colours");
        String coloured = SettingsTable.text(reading.file(), Here.settings(reading), Ansi.ON);
        assertTrue(coloured.contains("\u001B["), "no colours");
        assertEquals(table, coloured.replaceAll("\u001B\\[[0-9;]*m", ""));
    }

    @Test
    void theColumnsOfTheTableStandBelowOneAnother() {
        String table = SettingsTable.text(Optional.empty(), Settings.defaults(here().surroundings()), Ansi.OFF);
        List<Integer> columns = table.lines()
                .filter(l -> l.endsWith("  default"))
                .map(l -> l.lastIndexOf("default"))
                .distinct()
                .toList();
        assertEquals(1, columns.size(), table);
    }

    @Test
    void aProgramMaySetValuesItself() {
        Settings settings =
                Settings.defaults(here().surroundings()).with(Setting.RSSI_WINDOW_TAP, 3, new Origin.Program("demo"));
        assertEquals(3, settings.value(Setting.RSSI_WINDOW_TAP));
        assertEquals("demo", settings.origin(Setting.RSSI_WINDOW_TAP).brief());
        assertEquals(50, settings.value(Setting.RSSI_WINDOW_LONG));
    }
}
