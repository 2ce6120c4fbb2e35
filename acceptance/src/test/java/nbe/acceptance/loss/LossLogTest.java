package nbe.acceptance.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import nbe.acceptance.loss.LossCount.Drop;
import org.junit.jupiter.api.Test;

class LossLogTest {
    private static final Instant AT = Instant.parse("2026-11-22T16:20:38.663Z");

    @Test
    void droppedIntentsAreReadAndTheSummariesAddedUp() {
        LossLog log = new LossLog(List.of(
                "2026-11-22T16:20:38.663Z INFO endpoint BLE tap of C0:00:00:00:00:43: -40.0 dBm over 1 samples in 0.00 s, adapter 0",
                "2026-11-22T16:20:38.663Z WARN endpoint intent dropped, the agent could not be reached within 2 s: BLE tap of"
                        + " C0:00:00:00:00:43: -40.0 dBm over 1 samples in 0.00 s, adapter 0",
                "2026-11-22T16:20:38.663Z WARN endpoint dropped, noticed 612 ms too late: BLE tap of C0:00:00:00:00:44: -40.0 dBm"
                        + " over 1 samples in 0.00 s, adapter 0",
                "2026-11-22T16:20:38.663Z INFO core dropped or damaged in the last hour: intents dropped (a reason, with a comma) 3,"
                        + " bytes skipped 12",
                "2026-11-22T16:20:38.663Z INFO core dropped or damaged since the last such line: intents dropped (noticed too late) 2,"
                        + " intents dropped (another) 4"));
        assertEquals(
                List.of(
                        new Drop("C0:00:00:00:00:43", AT, "the agent could not be reached within 2 s"),
                        new Drop("C0:00:00:00:00:44", AT, "noticed too late")),
                log.drops());
        assertEquals(9, log.summed());
    }
}
