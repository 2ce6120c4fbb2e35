package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HandOverTimesTest {
    private final HandOverTimes times = new HandOverTimes();

    @Test
    void nothingIsCountedAtFirst() {
        CoreCounts.Times none = times.times();
        assertEquals(none.boundsNanos().size() + 1, none.counts().size());
        assertEquals(List.of(0L), none.counts().stream().distinct().toList());
        assertEquals(0, none.sumNanos());
    }

    @Test
    void aBoundBelongsToItsBucketAndTheNextNanosecondToTheNext() {
        List<Long> bounds = times.times().boundsNanos();
        for (long bound : bounds) {
            times.add(bound);
            times.add(bound + 1);
        }
        List<Long> counts = times.times().counts();
        assertEquals(1, counts.get(0));
        assertEquals(1, counts.get(bounds.size()));
        assertEquals(Collections.nCopies(bounds.size() - 1, 2L), counts.subList(1, bounds.size()));
    }

    @Test
    void theSumIsOfAllOfThem() {
        times.add(TimeUnit.MILLISECONDS.toNanos(3));
        times.add(TimeUnit.SECONDS.toNanos(5));
        assertEquals(TimeUnit.MILLISECONDS.toNanos(5003), times.times().sumNanos());
    }
}
