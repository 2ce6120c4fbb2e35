package nbe.band;

import java.util.Optional;
import nbe.bgapi.wire.AdvertisementView;

/**
 * Reads a band's payload. Nymi does not publish its own; another payload is one new class behind this interface.
 *
 * <p>The answer is a number and not an object, since most advertisements are foreign and cost nothing this way. An instance
 * belongs to one thread.
 */
public interface PayloadParser {
    /** Not a band's advertisement. */
    int FOREIGN = -1;

    /** A band's company, but cut short or of an unknown version: not a band, and counted. */
    int DAMAGED = -2;

    /**
     * Reads one advertisement.
     *
     * @return {@link #FOREIGN}, {@link #DAMAGED}, or the band's flags in bits 0 to 7 and its service request state in bits 8
     *     to 15
     */
    int parse(AdvertisementView advertisement);

    /** What an operator calls the payload in status, scan and log. */
    String name();

    /**
     * Why {@link #parse} makes no band of this advertisement, in words from which an operator can act; empty if it does. Makes
     * objects: not for every advertisement.
     */
    Optional<String> whyNot(AdvertisementView advertisement);

    /** The band's flags, 0 to 255. */
    static int flags(int parsed) {
        return parsed & 0xFF;
    }

    /** Service request state, 0 to 255. */
    static int serviceRequestState(int parsed) {
        return parsed >> 8 & 0xFF;
    }
}
