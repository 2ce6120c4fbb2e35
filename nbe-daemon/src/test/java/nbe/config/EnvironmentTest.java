package nbe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nbe.base.HostPort;
import nbe.bgapi.adapter.BleSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

/** Variables: how they are spelled, which one wins, and which ones nobody reads. */
class EnvironmentTest {
    @TempDir
    Path directory;

    private Here here() {
        return new Here(directory);
    }

    @Test
    void aPrefixedNameWinsOverTheSameWithoutPrefix() {
        Here both = here().with("RSSI_TAP_THRESHOLD", "-70").with("NBE_RSSI_TAP_THRESHOLD", "-71");
        Settings settings = both.settings(Here.URL + "rssi_tap_threshold = -50\n");
        assertEquals(-71, settings.value(Setting.RSSI_TAP_THRESHOLD));
        assertEquals(
                "NBE_RSSI_TAP_THRESHOLD",
                settings.origin(Setting.RSSI_TAP_THRESHOLD).brief());
    }

    @Test
    void theFiveRssiNamesAreReadWithoutPrefixToo() {
        Settings settings = here().with("RSSI_TAP_THRESHOLD", "-70")
                .with("RSSI_WINDOW_TAP", "12")
                .with("RSSI_WINDOW_LONG", "77")
                .with("RSSI_CUTOFF_CLOSE", "-61")
                .with("RSSI_CUTOFF_FAR", "-88")
                .with("NBE_RSSI_CUTOFF_FAR", "-89")
                .settings(Here.URL);
        assertEquals(-70, settings.value(Setting.RSSI_TAP_THRESHOLD));
        assertEquals(12, settings.value(Setting.RSSI_WINDOW_TAP));
        assertEquals(77, settings.value(Setting.RSSI_WINDOW_LONG));
        assertEquals(-61, settings.value(Setting.RSSI_CUTOFF_CLOSE));
        assertEquals(-89, settings.value(Setting.RSSI_CUTOFF_FAR), "the prefixed one wins");
        assertEquals(new Origin.Variable("RSSI_WINDOW_LONG"), settings.origin(Setting.RSSI_WINDOW_LONG));
    }

    @Test
    void noOtherNameIsReadWithoutPrefix() {
        Settings settings = here().with("LOG_LEVEL", "debug")
                .with("RSSI_NEAR_THRESHOLD", "-70")
                .with("AGENT_URL", "ws://127.0.0.1/other")
                .settings(Here.URL);
        for (Setting<?> setting : Setting.all()) {
            assertFalse(settings.origin(setting) instanceof Origin.Variable, setting.name());
        }
    }

    @Test
    void agentUrlFromTheEnvironmentMakesAFileWithoutItGood() {
        ConfigReading reading =
                here().with("NBE_AGENT_URL", "wss://a.example/x").read("rssi_tap_threshold = -50\n");
        assertEquals(List.of(), reading.problems());
        assertEquals(
                "wss://a.example/x",
                Here.settings(reading).value(Setting.AGENT_URL).url());
    }

    @Test
    void aValueThatIsWrongInTheFileIsToldEvenIfAVariableOverridesIt() {
        ConfigReading reading = here().with("NBE_RSSI_WINDOW_TAP", "12").read(Here.URL + "rssi_window_tap = 0\n");
        assertEquals(List.of("nbe.toml:2"), places(reading.errors()));
    }

    @ParameterizedTest
    @CsvSource({"0x59, 89", "0X0059, 89", "89, 89", "' 89 ', 89", "+89, 89", "0089, 89"})
    void wholeNumbersAreDecimalOrHexadecimal(String text, int value) {
        assertEquals(
                value,
                here().with("NBE_BAND_COMPANY_ID", text).settings(Here.URL).value(Setting.BAND_COMPANY_ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "many", "1e1", "1_0", "10.0", "0x", "--1", "99999999999999999999", "0xFFFFFFFFFFFFFFFFF"
            })
    void whatIsNoWholeNumberIsRefused(String text) {
        ConfigReading reading = here().with("NBE_RSSI_WINDOW_TAP", text).read(Here.URL);
        assertEquals(List.of("NBE_RSSI_WINDOW_TAP"), places(reading.errors()));
        assertTrue(reading.errors().get(0).toString().endsWith("allowed: a whole number, 1 to 1000"));
    }

    @Test
    void listsHaveCommasBetween() {
        Settings settings = here().with("NBE_NFC_READERS", "ACS ACR122U, OMNIKEY,ACS ACR122U")
                .with("NBE_NFC_UID_LENGTHS", "4,7, 10")
                .with("NBE_BLE_PORT", "/dev/ttyACM0,/dev/ttyACM1")
                .settings(Here.URL);
        assertEquals(List.of("ACS ACR122U", "OMNIKEY"), settings.value(Setting.NFC_READERS));
        assertEquals(List.of(4, 7, 10), settings.value(Setting.NFC_UID_LENGTHS));
        assertEquals(new BleSettings(List.of("/dev/ttyACM0", "/dev/ttyACM1")), settings.ble());
        assertTrue(here().with("NBE_BLE_PORT", "auto").settings(Here.URL).ble().isAuto());
        assertEquals(
                List.of("NBE_NFC_READERS"),
                places(here().with("NBE_NFC_READERS", "a,,b").read(Here.URL).errors()));
    }

    @Test
    void aVariableWrittenAsInTomlMeansTheSame() {
        Settings settings = here().with("NBE_NFC_READERS", "[\"ACS, 2\", 'OMNIKEY']")
                .with("NBE_NFC_UID_LENGTHS", "[4, 7]")
                .with("NBE_BLE_PORT", " \"COM5\" ")
                .with("NBE_LOG_FILE", "'/var/log/x/nbe.log'")
                .with("NBE_TLS_CA_FILE", "\"C:\\\\Nymi\\\\ca.pem\"")
                .with("NBE_RSSI_TAP_THRESHOLD", "\"-50\"")
                .with("NBE_LOG_LEVEL", "\"debug\"")
                .with("NBE_NFC_ENABLED", "'false'")
                .with("NBE_ENDPOINT_ID", "\"line-3\"")
                .with("NYMI_NEA_SUPPORT_LEGACY_MODE", "\"0\"")
                .settings(Here.URL);
        assertEquals(List.of("ACS, 2", "OMNIKEY"), settings.value(Setting.NFC_READERS));
        assertEquals(List.of(4, 7), settings.value(Setting.NFC_UID_LENGTHS));
        assertEquals(new BleSettings(List.of("COM5")), settings.ble());
        assertEquals(Optional.of(Path.of("/var/log/x/nbe.log")), settings.value(Setting.LOG_FILE));
        assertTrue(settings.value(Setting.TLS_CA_FILE).orElseThrow().endsWith("C:\\Nymi\\ca.pem"));
        assertEquals(-50, settings.value(Setting.RSSI_TAP_THRESHOLD));
        assertEquals(Level.DEBUG, settings.value(Setting.LOG_LEVEL));
        assertFalse(settings.value(Setting.NFC_ENABLED));
        assertEquals("line-3", settings.value(Setting.ENDPOINT_ID));
        assertFalse(settings.value(Setting.BAND_LEGACY));
        assertEquals(
                List.of("ACS", "OMNIKEY"),
                here().with("NBE_NFC_READERS", "\"ACS\", \"OMNIKEY\"")
                        .settings(Here.URL)
                        .value(Setting.NFC_READERS));
    }

    @Test
    void itIsToldThatAVariableIsWrittenAsInToml() {
        ConfigReading reading = here().with("NBE_BLE_PORT", "\"COM5\"").read(Here.URL);
        assertEquals(
                List.of("NBE_BLE_PORT: ble.port is written with quotation marks or brackets, taken as TOML has them; a"
                        + " variable needs none"),
                reading.problems().stream().map(ConfigProblem::toString).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NBE_BLE_PORT | COM5\"",
                "NBE_BLE_PORT | \"COM5",
                "NBE_BLE_PORT | [COM5]",
                "NBE_BLE_PORT | [\"COM5\"",
                "NBE_NFC_READERS | ACS,\"OMNIKEY\"",
                "NBE_NFC_READERS | [CCID",
                "NBE_LOG_FILE | \"C:\\Nymi\\nbe.log\"",
                "NBE_LOG_FILE | '/var/log",
                "NBE_TLS_CA_FILE | \"a\",\"b\"",
                "NBE_ENDPOINT_ID | 'desk'7",
                "NBE_PROXY_URL | \"http://u:geheim@proxy:1"
            })
    void aVariableWrittenNearlyAsInTomlIsRefused(String name, String text) {
        ConfigReading reading = here().with(name, text).read(Here.URL);
        assertEquals(List.of(name), places(reading.errors()), reading.problems().toString());
        assertFalse(
                reading.errors().toString().contains("geheim"), reading.errors().toString());
    }

    @Test
    void theBracketsOfAnIpv6AddressAreNoArray() {
        Settings settings = here().with("NBE_METRICS_LISTEN", "[::1]:9464").settings(Here.URL);
        assertEquals(Optional.of(new HostPort("[::1]", 9464)), settings.value(Setting.METRICS_LISTEN));
    }

    @Test
    void theRefusalSaysHowAVariableIsWritten() {
        ConfigReading reading = here().with("NBE_BLE_PORT", "[COM5]").read(Here.URL);
        assertEquals(
                "NBE_BLE_PORT: ble.port is written with quotation marks or brackets, but not as TOML has them, allowed:"
                        + " in a variable the value alone, without quotation marks and brackets; a list with commas between"
                        + " (A,B)",
                reading.errors().get(0).toString());
    }

    @Test
    void anEmptyVariableIsAnEmptyListOrNoFile() {
        Settings settings = here().with("NBE_NFC_READERS", "")
                .with("NBE_LOG_FILE", "")
                .settings(Here.URL + "[nfc]\nreaders = [\"ACS\"]\n[log]\nfile = \"x.log\"\n");
        assertEquals(List.of(), settings.value(Setting.NFC_READERS));
        assertEquals(Optional.empty(), settings.value(Setting.LOG_FILE));
    }

    @Test
    void theVendorsVariableSwitchesLegacyOffWhateverElseSays() {
        String name = "NYMI_NEA_SUPPORT_LEGACY_MODE";
        Settings off =
                here().with(name, "0").with("NBE_BAND_LEGACY", "true").settings(Here.URL + "[band]\nlegacy = true\n");
        assertFalse(off.value(Setting.BAND_LEGACY));
        assertEquals(name, off.origin(Setting.BAND_LEGACY).brief());
        assertTrue(here().with(name, "1").settings(Here.URL).value(Setting.BAND_LEGACY));
        assertFalse(here().with(name, "1")
                .settings(Here.URL + "[band]\nlegacy = false\n")
                .value(Setting.BAND_LEGACY));
        assertEquals(List.of(), here().with(name, "1").read(Here.URL).problems());
        ConfigReading odd = here().with(name, "false").read(Here.URL);
        assertTrue(Here.settings(odd).value(Setting.BAND_LEGACY));
        assertEquals(List.of(name), places(odd.warnings()));
    }

    @ParameterizedTest
    @CsvSource({
        "NBE_BLE_PORTS, NBE_BLE_PORT",
        "NBE_LEGACY, NBE_BAND_LEGACY",
        "NBE_ABSENT_AFTER, NBE_PRESENCE_ABSENT_AFTER",
        "NBE_RSSI_TAP_TRESHOLD, NBE_RSSI_TAP_THRESHOLD",
        "NBE_AGENT_URI, NBE_AGENT_URL",
        "NBE_CONFIGS, NBE_CONFIG"
    })
    void aVariableThatIsNearlyOneOfOursIsAWarning(String name, String meant) {
        ConfigReading reading = here().with(name, "x").read(Here.URL);
        assertEquals(List.of(name), places(reading.problems()));
        assertTrue(
                reading.warnings().get(0).toString().endsWith(" " + meant),
                reading.problems().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NBE_HOME",
                "NBE_CMD",
                "NBE_JAVA_HOME",
                "NBE_JAVA_OPTS",
                "NBE_SOMETHING_ELSE",
                "NBE",
                "RSSI",
                "NBE_"
            })
    void variablesOfLaunchersAndOthersAreNone(String name) {
        assertEquals(List.of(), here().with(name, "x").read(Here.URL).problems());
    }

    private static List<String> places(List<ConfigProblem> problems) {
        return problems.stream().map(p -> p.position().brief()).toList();
    }
}
