package nbe.band;

import java.util.OptionalInt;
import nbe.bgapi.wire.AdStructures;
import nbe.tap.Sighting;

/**
 * A payload that the configuration describes. "Data" of an AD structure are the bytes behind its AD type, counted from 0; all that is
 * named lies within the first {@link #minLength} of them.
 *
 * @param name what an operator calls it
 * @param adType AD type of the structure, 1 to 255
 * @param prefix how its data begin
 * @param minLength bytes of data at least, 1 to {@value #MOST_DATA}; further ones mean nothing
 * @param identity what names the band
 * @param enrolled whether the band is bound to a user
 * @param onBody whether it is worn
 * @param authenticated whether its wearer has authenticated
 * @param serviceRequestState where its service request state is
 */
public record DescribedPayload(
        String name,
        int adType,
        BytePattern prefix,
        int minLength,
        IdentityRule identity,
        FlagRule enrolled,
        FlagRule onBody,
        FlagRule authenticated,
        StateRule serviceRequestState)
        implements PayloadEntry {
    /**
     * Most bytes of data that an AD structure has: an advertisement has 31, of which two are the structure's length and type (Bluetooth
     * Core Specification, volume 6, part B, section 2.3.1).
     */
    public static final int MOST_DATA = 29;

    /** The company that its prefix names, a Bluetooth SIG identifier; empty: it names none. */
    public OptionalInt company() {
        return adType == AdStructures.MANUFACTURER_SPECIFIC && prefix.isFixed(0) && prefix.isFixed(1)
                ? OptionalInt.of(prefix.bytes().get(0) | prefix.bytes().get(1) << Byte.SIZE)
                : OptionalInt.empty();
    }

    /** What {@link PayloadParser#parse} returns for data that are long enough. */
    int flagsAndState(byte[] buffer, int offset) {
        return (enrolled.in(buffer, offset) ? Sighting.ENROLLED : 0)
                | (authenticated.in(buffer, offset) ? Sighting.AUTHENTICATED : 0)
                | (onBody.in(buffer, offset) ? Sighting.ON_BODY : 0)
                | serviceRequestState.in(buffer, offset) << Byte.SIZE;
    }

    @Override
    public <R> R to(Handler<R> handler) {
        return handler.described(this);
    }
}
