package nbe.endpoint;

import java.util.List;
import java.util.OptionalLong;
import nbe.pcsc.Readers;
import nbe.tap.BandEvent;

/**
 * The core at one moment. Immutable.
 *
 * @param atNanos monotonic time
 * @param roundTripNanos of the last ping that the agent answered on this connection
 * @param bands the presence of every band that is not absent
 * @param nfc the readers and the PC/SC service
 * @param counts since the start
 */
public record CoreView(
        long atNanos,
        OptionalLong roundTripNanos,
        List<BandEvent.PresenceChanged> bands,
        Readers.View nfc,
        CoreCounts counts) {}
