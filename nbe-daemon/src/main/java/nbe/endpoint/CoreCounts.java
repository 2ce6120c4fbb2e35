package nbe.endpoint;

import java.util.List;
import java.util.Map;
import nbe.agent.link.LinkCause;

/**
 * What the core has counted since the start. Immutable.
 *
 * @param lost of lost, damaged and refused things; every counter has its value
 * @param intents every type has its counts
 * @param connections to the agent that were opened
 * @param linkFailures connections that ended and attempts that failed, by the kind of their cause; every kind has its value
 */
public record CoreCounts(
        Map<Counter, Long> lost,
        Map<IntentType, OfIntents> intents,
        long connections,
        Map<LinkCause.Kind, Long> linkFailures) {
    public CoreCounts {
        lost = Map.copyOf(lost);
        intents = Map.copyOf(intents);
        linkFailures = Map.copyOf(linkFailures);
    }

    /**
     * The taps of one type.
     *
     * @param decided taps, whether or not their intent reached the operating system
     * @param handOver of those that did: from the read of the deciding byte, or the reader's report of the card, until the core knew
     *     that the operating system had taken the frame
     */
    public record OfIntents(long decided, Times handOver) {}

    /**
     * A histogram.
     *
     * @param boundsNanos upper bounds of the buckets, included
     * @param counts of each bucket by itself, and of what is above the last bound
     * @param sumNanos of all values
     */
    public record Times(List<Long> boundsNanos, List<Long> counts, long sumNanos) {}
}
