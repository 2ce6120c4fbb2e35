package nbe.bgapi.adapter;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import nbe.bgapi.machine.AdapterCounter;

/** The counts of one adapter since its start. Written by its thread, readable from any. */
public final class AdapterCounters {
    private final Map<AdapterCounter, AtomicLong> counts =
            new EnumMap<>(AdapterCounter.class); // filled before it is shared

    AdapterCounters() {
        for (AdapterCounter counter : AdapterCounter.values()) {
            counts.put(counter, new AtomicLong());
        }
    }

    void add(AdapterCounter counter, long more) {
        counts.get(counter).addAndGet(more);
    }

    void set(AdapterCounter counter, long count) {
        counts.get(counter).set(count);
    }

    public long get(AdapterCounter counter) {
        return counts.get(counter).get();
    }

    /** {@code bytes=12 packets=1 …}. */
    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + "=" + count.getValue())
                .collect(Collectors.joining(" "));
    }
}
