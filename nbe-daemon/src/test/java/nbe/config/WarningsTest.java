package nbe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unknown keys, values that do not go together, and values that are allowed but hardly meant. */
class WarningsTest {
    @TempDir
    Path directory;

    private ConfigReading read(String text) {
        return new Here(directory).read(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rssi_tap_treshold = -50 | rssi_tap_treshold | rssi_tap_threshold at the top",
                "agent_uri = \"x\" | agent_uri | agent_url at the top",
                "tap_threshold = -42 | tap_threshold | rssi_tap_threshold at the top",
                "rssi_cutof_far = -90 | rssi_cutof_far | rssi_cutoff_far at the top",
                "rssitap_threshold = -42 | rssitap_threshold | rssi_tap_threshold at the top",
                "prot = \"x\" | prot | port in section [ble]",
                "ble_port = \"x\" | ble_port | port in section [ble]",
                "[presence]\\nabsent_afer = 3 | presence.absent_afer | absent_after in section [presence]",
                "[nfc]\\nenable = false | nfc.enable | enabled in section [nfc]",
                "[nfc]\\nrssi_tap_threshold = -50 | nfc.rssi_tap_threshold | rssi_tap_threshold at the top",
                "[nfcc]\\nenabled = false | section [nfcc] | section is [nfc]",
                "[ble.port]\\nx = 1 | ble.port | auto"
            })
    void anUnknownKeyIsToldWithTheNearestKnownOne(String lines, String unknown, String nearest) {
        ConfigReading reading = read(Here.URL + lines.replace("\\n", "\n") + "\n");
        assertEquals(1, reading.problems().size(), reading.problems().toString());
        ConfigProblem problem = reading.problems().get(0);
        assertTrue(problem.wrong().contains(unknown), problem.toString());
        assertTrue(problem.remedy().contains(nearest), problem.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rssi_window = -70",
                "rssi_window_near = -70",
                "rssi_cutoff_close_far = 50",
                "volume = 5",
                "rssi_cutoff_near = -70",
                "rssi_window_near = 50",
                "rssi_window = 50",
                "rssi_cutoff = -70",
                "rssi_tap_treshold = \"near\"",
                "agent_uri = 9120",
                "[zzz]\\nx = 1",
                "[tls]\\nca_fil = true"
            })
    void noHintLeadsToAKeyOfAnotherUnit(String lines) {
        ConfigReading reading = read(Here.URL + lines.replace("\\n", "\n") + "\n");
        assertEquals(1, reading.problems().size(), reading.problems().toString());
        String remedy = reading.problems().get(0).remedy();
        assertTrue(remedy.contains("resembles it") && !remedy.contains("nearest"), remedy);
    }

    @Test
    void aNameCannotSpeakToTheTerminalThatShowsTheWarning() {
        ConfigReading file = read(Here.URL + "\"rssi_tap\\u001b[2J\\n\" = 1\n[\"nf\\u001bc\"]\nx = 1\n");
        ConfigReading variable =
                new Here(directory).with("NBE_LOG_LEVE\u001b", "debug").read();
        assertEquals(2, file.warnings().size(), file.problems().toString());
        assertEquals(1, variable.warnings().size(), variable.problems().toString());
        for (ConfigReading reading : List.of(file, variable)) {
            for (ConfigProblem warning : reading.warnings()) {
                assertTrue(warning.toString().chars().noneMatch(Character::isISOControl), warning.toString());
            }
        }
    }

    @Test
    void unknownKeysDoNotKeepTheDaemonFromStarting() {
        ConfigReading reading = read(Here.URL + "zzz = 1\n[qqq]\nx = 1\n");
        assertTrue(reading.settings().isPresent());
        assertEquals(
                List.of("nbe.toml:2", "nbe.toml:3"),
                reading.warnings().stream().map(p -> p.position().brief()).toList());
    }

    @ParameterizedTest
    @CsvSource({"-37, true", "-1, true", "-38, false", "-103, false", "0, false"})
    void aTapThresholdThatNoSignalReachesIsAWarning(int threshold, boolean warned) {
        ConfigReading reading = read(Here.URL + "rssi_tap_threshold = " + threshold + "\n");
        assertTrue(reading.settings().isPresent());
        assertEquals(warned ? 1 : 0, reading.warnings().size());
        reading.warnings().forEach(w -> assertTrue(w.toString().contains("-38"), w.toString()));
    }

    @Test
    void aCloseCutoffThatNoSignalReachesIsAWarning() {
        assertEquals(1, read(Here.URL + "rssi_cutoff_close = -37\n").warnings().size());
        assertEquals(0, read(Here.URL + "rssi_cutoff_close = -38\n").warnings().size());
        assertEquals(0, read(Here.URL + "rssi_cutoff_close = 0\n").warnings().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ws://10.0.0.1/x",
                "ws://agent.example.com:9120/",
                "ws://[fe80::1]/",
                "ws://127.0.0.1.example.com/",
                "ws://localhost.example.com/",
                "ws://0.0.0.0/"
            })
    void plainTextToAnotherMachineIsAWarning(String url) {
        ConfigReading reading = read("agent_url = \"" + url + "\"\n");
        assertEquals(1, reading.warnings().size(), reading.problems().toString());
        assertTrue(reading.warnings().get(0).toString().contains("use wss://"));
        assertTrue(reading.settings().isPresent());
    }

    @Test
    void aNameThatTlsCannotVerifyIsAWarning() {
        ConfigReading reading = read("agent_url = \"wss://agent_7.plant.example/x\"\n");
        assertEquals(1, reading.warnings().size(), reading.problems().toString());
        assertTrue(reading.warnings().get(0).toString().contains("for a name with an underscore, use another name"));
        assertTrue(reading.settings().isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ws://127.0.0.1/x",
                "ws://127.8.9.10:80/",
                "ws://localhost:9120/",
                "ws://LOCALHOST/",
                "ws://[::1]:9/",
                "WS://[0:0:0:0:0:0:0:1]/",
                "wss://10.0.0.1/x",
                "wss://agent.example.com/"
            })
    void plainTextOnThisMachineAndTlsAreNone(String url) {
        assertEquals(List.of(), read("agent_url = \"" + url + "\"\n").problems());
    }

    @ParameterizedTest
    @CsvSource({
        "rssi_window_tap = 20; rssi_window_long = 19, nbe.toml:3",
        "rssi_window_tap = 51, nbe.toml:2",
        "rssi_window_long = 9, nbe.toml:2"
    })
    void theLongWindowMayNotBeShorterThanTheTapWindow(String keys, String place) {
        ConfigReading reading = read(Here.URL + keys.replace("; ", "\n") + "\n");
        assertEquals(1, reading.errors().size());
        assertEquals(place, reading.errors().get(0).position().brief());
        String told = reading.errors().get(0).toString();
        assertTrue(
                told.contains("rssi_window_tap") && told.contains("rssi_window_long") && told.contains("10000"), told);
    }

    @Test
    void theLongWindowMayBeAsLongAsTheTapWindow() {
        assertEquals(
                List.of(),
                read(Here.URL + "rssi_window_tap = 1000\nrssi_window_long = 1000\n")
                        .problems());
    }

    @Test
    void nothingIsConcludedFromAValueThatWasRefused() {
        ConfigReading reading = read(Here.URL + "rssi_window_tap = 1001\nrssi_window_long = 5\n");
        assertEquals(1, reading.problems().size(), reading.problems().toString());
    }

    @Test
    void certificateAndKeyBelongTogether() {
        ConfigReading certOnly = read(Here.URL + "[tls]\ncert_file = \"x.pem\"\n");
        assertEquals("nbe.toml:3", certOnly.errors().get(0).position().brief());
        assertTrue(certOnly.errors().get(0).wrong().contains("tls.key_file is not"));
        ConfigReading keyOnly =
                new Here(directory).with("NBE_TLS_KEY_FILE", "x.pem").read(Here.URL);
        assertEquals("NBE_TLS_KEY_FILE", keyOnly.errors().get(0).position().brief());
        assertTrue(keyOnly.errors().get(0).wrong().contains("tls.cert_file is not"));
    }

    @Test
    void aTlsFileThatIsNotThereIsAWarning() {
        Path pem = new Here(directory).file("ca.pem", "x");
        assertEquals(
                List.of(), read(Here.URL + "[tls]\nca_file = '" + pem + "'\n").problems());
        ConfigReading absent = read(Here.URL + "[tls]\nca_file = '" + pem + ".old'\n");
        assertTrue(absent.settings().isPresent());
        assertEquals("nbe.toml:3", absent.warnings().get(0).position().brief());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:9464", "[::]:9464", "192.0.2.7:9464", "host.example:9464"})
    void metricsThatOtherMachinesCanReadAreWarnedOf(String address) {
        ConfigReading reading = read(Here.URL + "[metrics]\nlisten = \"" + address + "\"\n");
        assertEquals(1, reading.warnings().size(), reading.problems().toString());
        assertTrue(
                reading.warnings().get(0).wrong().contains(address),
                reading.problems().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9464", "localhost:1", "[::1]:65535", ""})
    void metricsForThisMachineAreFine(String address) {
        ConfigReading reading = read(Here.URL + "[metrics]\nlisten = \"" + address + "\"\nfile = \"nbe.prom\"\n");
        assertEquals(List.of(), reading.problems());
    }

    @Test
    void aFileThatNodeExporterDoesNotReadIsWarnedOf() {
        ConfigReading reading = read(Here.URL + "[metrics]\nfile = \"nbe.txt\"\n");
        assertEquals(1, reading.warnings().size(), reading.problems().toString());
        assertTrue(
                reading.warnings().get(0).remedy().contains(".prom"),
                reading.problems().toString());
    }
}
