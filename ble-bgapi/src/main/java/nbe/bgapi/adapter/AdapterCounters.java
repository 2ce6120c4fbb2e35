package nbe.bgapi.adapter;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;
import nbe.bgapi.machine.AdapterCounter;

/** The counts of one adapter since its start. Written by its thread, readable from any. */
public final class AdapterCounters {
    private final AtomicLongArray counts = new AtomicLongArray(AdapterCounter.values().length);

    AdapterCounters() {}

    /** The thread of the adapter only: there is one writer, so no update is lost. */
    void add(AdapterCounter counter, long more) {
        set(counter, get(counter) + more);
    }

    void set(AdapterCounter counter, long count) {
        counts.setRelease(counter.ordinal(), count);
    }

    public long get(AdapterCounter counter) {
        return counts.getAcquire(counter.ordinal());
    }

    /** {@code bytes=12 packets=1 …}. */
    @Override
    public String toString() {
        return Arrays.stream(AdapterCounter.values())
                .map(counter -> counter + "=" + get(counter))
                .collect(Collectors.joining(" "));
    }
}
