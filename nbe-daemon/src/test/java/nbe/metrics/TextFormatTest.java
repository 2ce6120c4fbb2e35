package nbe.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import nbe.endpoint.Counter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TextFormatTest {
    private static List<String> lines(TextFormat format, Measurements measured) {
        return new String(format.write(measured), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void everyMeasurementHasItsLine(TextFormat format) {
        List<String> lines = lines(format, Samples.busy());
        for (String wanted : List.of(
                "nbe_build_info{version=\"1.2.3\"} 1",
                "nbe_start_time_seconds 1.79534253025E9",
                "nbe_intents_total{type=\"ble\"} 9.0",
                "nbe_intents_total{type=\"nfc\"} 3.0",
                "nbe_intents_dropped_total{reason=\"noticed_late\"} 10.0",
                "nbe_intents_dropped_total{reason=\"too_old\"} 11.0",
                "nbe_byte_to_frame_seconds_bucket{type=\"ble\",le=\"0.001\"} 4",
                "nbe_byte_to_frame_seconds_bucket{type=\"ble\",le=\"0.002\"} 6",
                "nbe_byte_to_frame_seconds_bucket{type=\"nfc\",le=\"+Inf\"} 7",
                "nbe_byte_to_frame_seconds_count{type=\"ble\"} 7",
                "nbe_byte_to_frame_seconds_sum{type=\"ble\"} 0.017",
                "nbe_agent_connected 1.0",
                "nbe_agent_connections_total 6.0",
                "nbe_agent_connection_failures_total{cause=\"tls\"} 4.0",
                "nbe_agent_round_trip_seconds 0.0125",
                "nbe_adapter_up{port=\"/dev/ttyACM0\"} 1.0",
                "nbe_adapter_up{port=\"COM5\"} 0.0",
                "nbe_advertisements_total 102.0",
                "nbe_band_advertisements_total 34.0",
                "nbe_bands 0.0",
                "nbe_nfc_up 1.0",
                "nbe_reader_up{reader=\"HID \\\"Global\\\" \\\\ OMNIKEY\\n00\"} 1.0",
                "nbe_reader_up{reader=\"ACS ACR1252 00\"} 0.0",
                "nbe_config_problems 1.0",
                "nbe_log_messages_dropped_total 5.0",
                "nbe_process_cpu_seconds_total 1.25",
                "nbe_process_resident_memory_bytes 7.0E7",
                "nbe_threads 20.0")) {
            assertTrue(lines.contains(wanted), () -> wanted + " is not in\n" + String.join("\n", lines));
        }
        assertFalse(lines.stream().anyMatch(line -> line.contains("Not ours")), "a reader that is not watched");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotKnownHasNoLine(TextFormat format) {
        List<String> lines = lines(format, Samples.quiet());
        assertTrue(lines.contains("nbe_agent_connected 0.0"), lines::toString);
        for (String missing :
                List.of("nbe_agent_round_trip_seconds", "nbe_adapter_up", "nbe_nfc_up", "nbe_reader_up")) {
            assertFalse(lines.stream().anyMatch(line -> line.contains(missing)), missing);
        }
    }

    @Test
    void onlyOpenMetricsHasAnEnd() {
        List<String> open = lines(TextFormat.OPEN_METRICS, Samples.busy());
        assertEquals("# EOF", open.get(open.size() - 1));
        assertTrue(open.contains("# TYPE nbe_intents counter"), open::toString);
        assertTrue(open.contains("# UNIT nbe_byte_to_frame_seconds seconds"), open::toString);
        List<String> plain = lines(TextFormat.PROMETHEUS, Samples.busy());
        assertTrue(plain.contains("# TYPE nbe_intents_total counter"), plain::toString);
        assertFalse(plain.contains("# EOF"), plain::toString);
    }

    @Test
    void theContentTypesAreThoseOfTheFormats() {
        assertEquals(
                "application/openmetrics-text; version=1.0.0; charset=utf-8", TextFormat.OPEN_METRICS.contentType());
        assertEquals("text/plain; version=0.0.4; charset=utf-8", TextFormat.PROMETHEUS.contentType());
    }

    /** node_exporter answers nothing at all if a textfile repeats one of its own names, such as process_start_time_seconds. */
    @Test
    void everyNameBeginsWithOurs() {
        List<String> others = lines(TextFormat.PROMETHEUS, Samples.busy()).stream()
                .filter(line -> !line.startsWith("#") && !line.startsWith("nbe_"))
                .toList();
        assertEquals(List.of(), others);
    }

    @Test
    void everyReasonForADroppedIntentIsOneOfThem() {
        long reasons = Stream.of(Counter.values())
                .filter(counter -> counter.text().startsWith("intents dropped"))
                .count();
        assertEquals(
                reasons,
                lines(TextFormat.PROMETHEUS, Samples.busy()).stream()
                        .filter(line -> line.startsWith("nbe_intents_dropped_total{"))
                        .count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | OPEN_METRICS",
                "*/* | OPEN_METRICS",
                "text/html,application/xhtml+xml,*/*;q=0.8 | OPEN_METRICS",
                "text/plain | PROMETHEUS",
                "text/plain;version=0.0.4 | PROMETHEUS",
                "Text/Plain; version=0.0.4; charset=utf-8 | PROMETHEUS",
                "text/plain;q=0, application/openmetrics-text;q=0 | OPEN_METRICS",
                "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1 | OPEN_METRICS",
                "application/openmetrics-text; version=1.0.0; q=0.3 , text/plain ; q=0.4 | PROMETHEUS",
                "text/plain;q=9 | PROMETHEUS",
                "text/plain;q=x;;,,; | PROMETHEUS"
            })
    void aClientThatAsksForPlainTextGetsIt(String accept, TextFormat format) {
        assertEquals(format, TextFormat.forClient(accept));
    }
}
