package nbe.endpoint;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nbe.pcsc.ReaderView;
import nbe.tap.BandEvent;

/**
 * The core at one moment. Immutable.
 *
 * @param atNanos monotonic time
 * @param roundTripNanos of the last ping that the agent answered on this connection
 * @param bands the presence of every band that is not absent
 * @param readers every reader that PC/SC lists, by name
 * @param nfcDown why PC/SC does not answer; empty: it does
 * @param counts since the start
 */
public record CoreView(
        long atNanos,
        OptionalLong roundTripNanos,
        List<BandEvent.PresenceChanged> bands,
        List<ReaderView> readers,
        Optional<String> nfcDown,
        CoreCounts counts) {}
