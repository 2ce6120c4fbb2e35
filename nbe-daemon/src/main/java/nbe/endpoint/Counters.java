package nbe.endpoint;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Counts lost, damaged and refused things. The core logs {@link #increases} at least every hour that had any, and at the end. Belongs to
 * the core's thread; the sources may be counters of other threads.
 */
public final class Counters {
    private final Map<Counter, LongSupplier> sources = new EnumMap<>(Counter.class);
    private final Map<Counter, Long> own = new EnumMap<>(Counter.class);
    private final Map<Counter, Long> reported = new EnumMap<>(Counter.class);

    /** Reads this counter from a source that counts since the start. */
    public void watch(Counter counter, LongSupplier source) {
        sources.put(counter, source);
    }

    /** Counts one more. */
    public void count(Counter counter) {
        own.merge(counter, 1L, Long::sum);
    }

    /** As in {@code "bytes from adapters skipped 12, adapter resets 2"}: what was added since the last call; empty: nothing. */
    Optional<String> increases() {
        List<String> parts = new ArrayList<>();
        for (Counter counter : Counter.values()) {
            long now = value(counter);
            long added = now - reported.getOrDefault(counter, 0L);
            if (added > 0) {
                parts.add(counter.text() + " " + added);
                reported.put(counter, now);
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
    }

    private long value(Counter counter) {
        LongSupplier source = sources.get(counter);
        return own.getOrDefault(counter, 0L) + (source == null ? 0 : source.getAsLong());
    }
}
