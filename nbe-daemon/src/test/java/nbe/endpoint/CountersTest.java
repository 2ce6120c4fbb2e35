package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CountersTest {
    @Test
    void onlyIncreasesAreReported() {
        Counters counters = new Counters();
        AtomicLong bytes = new AtomicLong();
        counters.watch(Counter.SKIPPED_BYTES, bytes::get);
        assertEquals(Optional.empty(), counters.increases());
        bytes.set(12);
        counters.count(Counter.TAPS_NOTICED_LATE);
        counters.count(Counter.TAPS_NOTICED_LATE);
        assertEquals(
                Optional.of("bytes from adapters skipped 12, intents dropped (noticed too late) 2"),
                counters.increases());
        assertEquals(Optional.empty(), counters.increases());
        counters.count(Counter.TAPS_NOTICED_LATE);
        assertEquals(Optional.of("intents dropped (noticed too late) 1"), counters.increases());
    }
}
