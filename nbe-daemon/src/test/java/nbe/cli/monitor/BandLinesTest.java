package nbe.cli.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import nbe.cli.status.StatusStates;
import org.junit.jupiter.api.Test;

/** The lines of a pipe, which scripts read. */
class BandLinesTest {
    @Test
    void eachBandIsALineOfTheColumnsOfTheHeading() {
        List<String> lines = BandLines.of(StatusStates.NOW, StatusStates.of("all well"));
        assertEquals(
                List.of(
                        "2026-11-30T22:12:00Z C2:FA:D7:F0:D7:98 unauthenticated unknown - 0.4 12.4 - -",
                        "2026-11-30T22:12:00Z C2:FA:D7:F0:D7:97 authenticated far -81 9.8 0.1 NFC 2026-11-30T19:12:00Z",
                        "2026-11-30T22:12:00Z C2:FA:D7:F0:D7:96 authenticated near -52 10.1 0.1 BLE"
                                + " 2026-11-30T22:10:00Z"),
                lines);
        int columns = BandLines.HEADING.substring(2).split(" ").length;
        lines.forEach(line -> assertEquals(columns, line.split(" ").length, line));
    }

    @Test
    void withoutABandThereIsALineToo() {
        List<String> lines = BandLines.of(StatusStates.NOW, StatusStates.of("no dongle"));
        assertEquals(List.of("2026-11-30T22:12:00Z - absent unknown - 0.0 - - -"), lines);
    }
}
