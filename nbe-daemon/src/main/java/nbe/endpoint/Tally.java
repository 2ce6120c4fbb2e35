package nbe.endpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Counts of dropped and damaged things, each under its name. {@link #news} gives those that grew since it was last asked: one
 * line for the log, at least every hour that had any, and at the end (contract section 5). Belongs to the core's thread; the
 * sources may be counters of other threads.
 */
final class Tally {
    private final Map<String, LongSupplier> sources = new LinkedHashMap<>();
    private final Map<String, Long> own = new LinkedHashMap<>();
    private final Map<String, Long> told = new LinkedHashMap<>();

    /** Adds a counter that somebody else keeps. */
    void watch(String name, LongSupplier count) {
        sources.put(name, count);
    }

    /** Counts one more of something. */
    void count(String name) {
        sources.computeIfAbsent(name, n -> () -> own.getOrDefault(n, 0L));
        own.merge(name, 1L, Long::sum);
    }

    /** {@code "intents dropped (too old) 3, bytes skipped 12"}: what was added since the last call, if anything was. */
    Optional<String> news() {
        List<String> parts = new ArrayList<>();
        sources.forEach((name, source) -> {
            long now = source.getAsLong();
            long before = told.getOrDefault(name, 0L);
            if (now > before) {
                parts.add(name + " " + (now - before));
                told.put(name, now);
            }
        });
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
    }
}
