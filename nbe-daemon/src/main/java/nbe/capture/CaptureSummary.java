package nbe.capture;

import java.util.Optional;
import java.util.SortedSet;

/**
 * What a capture held besides its advertisements.
 *
 * @param packets of all kinds
 * @param advertisements that were found in them
 * @param badCrc packets that their sniffer marked as damaged in the air; left out
 * @param cut packets of which the capture has only the beginning; left out
 * @param unknownLinkTypes link types of packets that were left out
 * @param damage where the reading ended early; empty: the whole file was read
 */
public record CaptureSummary(
        CaptureFormat format,
        long packets,
        long advertisements,
        long badCrc,
        long cut,
        SortedSet<Integer> unknownLinkTypes,
        Optional<CaptureDamage> damage) {}
