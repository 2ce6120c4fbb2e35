package nbe.endpoint;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import nbe.agent.link.LinkCause;

/**
 * Counts taps, connections, and lost, damaged and refused things. The core logs {@link #increases} at least every hour that had any, and
 * at the end. Belongs to the core's thread; the sources may be counters of other threads.
 */
public final class Counters {
    private final Map<Counter, LongSupplier> sources = new EnumMap<>(Counter.class);
    private final Map<Counter, Long> own = new EnumMap<>(Counter.class);
    private final Map<Counter, Long> reported = new EnumMap<>(Counter.class);
    private final Map<IntentType, Long> decided = new EnumMap<>(IntentType.class);
    private final Map<IntentType, HandOverTimes> handOvers = new EnumMap<>(IntentType.class);
    private final Map<LinkCause.Kind, Long> linkFailures = new EnumMap<>(LinkCause.Kind.class);
    private long connections;

    /** All begin at 0. */
    public Counters() {
        for (IntentType type : IntentType.values()) {
            decided.put(type, 0L);
            handOvers.put(type, new HandOverTimes());
        }
        for (LinkCause.Kind kind : LinkCause.Kind.values()) {
            linkFailures.put(kind, 0L);
        }
    }

    /** Reads this counter from a source that counts since the start. */
    public void watch(Counter counter, LongSupplier source) {
        sources.put(counter, source);
    }

    /** Counts one more. */
    public void count(Counter counter) {
        own.merge(counter, 1L, Long::sum);
    }

    /** A tap was decided. */
    void decided(IntentType type) {
        decided.merge(type, 1L, Long::sum);
    }

    /** The operating system has taken the frame of an intent, so long after its tap. */
    void handedOver(IntentType type, long tookNanos) {
        handOvers.get(type).add(tookNanos);
    }

    /** The agent is connected. */
    void connected() {
        connections++;
    }

    /** A connection ended, or an attempt failed. */
    void linkFailed(LinkCause.Kind kind) {
        linkFailures.merge(kind, 1L, Long::sum);
    }

    /** What was counted since the start. */
    public CoreCounts counts() {
        Map<Counter, Long> lost = new EnumMap<>(Counter.class);
        for (Counter counter : Counter.values()) {
            lost.put(counter, value(counter));
        }
        Map<IntentType, CoreCounts.OfIntents> intents = new EnumMap<>(IntentType.class);
        decided.forEach((type, count) -> intents.put(
                type, new CoreCounts.OfIntents(count, handOvers.get(type).times())));
        return new CoreCounts(lost, intents, connections, linkFailures);
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
