package nbe.band;

import java.util.Optional;
import nbe.bgapi.wire.AdvertisementView;

/**
 * Reads a band's payload. Nymi does not publish its own; another payload is an entry of the configuration (docs/payloads.md), or one new
 * class behind this interface.
 *
 * <p>The answer is a number and not an object, since most advertisements are foreign and cost nothing this way. An instance
 * belongs to one thread.
 */
public interface PayloadParser {
    /** Not a band's advertisement. */
    int FOREIGN = -3;

    /** A company that the prefix of a payload names, and none of its payloads: not a band. Other devices of that company send it. */
    int OTHER_OF_COMPANY = -2;

    /** It begins as a payload does, but is cut short or of an unknown version, or names no band: not a band, and counted. */
    int DAMAGED = -1;

    /**
     * Reads one advertisement.
     *
     * @return {@link #FOREIGN}, {@link #OTHER_OF_COMPANY}, {@link #DAMAGED}, or the band's flags in bits 0 to 7 and its service request
     *     state in bits 8 to 15
     */
    int parse(AdvertisementView advertisement);

    /** What names the band of the last {@link #parse} that found one: 48 bits, most significant first. */
    long identity();

    /** The payload of the last {@link #parse} that found a band, as an operator calls it in status, scan and log. */
    String payload();

    /**
     * Why {@link #parse} makes no band of this advertisement; empty if it does. Makes objects: not for every advertisement.
     */
    Optional<NoBand> whyNot(AdvertisementView advertisement);

    /** The band's flags, 0 to 255. */
    static int flags(int parsed) {
        return parsed & 0xFF;
    }

    /** Service request state, 0 to 255. */
    static int serviceRequestState(int parsed) {
        return parsed >> 8 & 0xFF;
    }
}
