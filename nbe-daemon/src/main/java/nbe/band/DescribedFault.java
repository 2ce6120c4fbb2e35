package nbe.band;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import nbe.bgapi.wire.AdStructures;

/** Says why a {@link DescribedPayload} does not accept an AD structure. */
final class DescribedFault {
    private DescribedFault() {}

    /**
     * The data do not begin as the payload's do.
     *
     * @param alike how many bytes do
     */
    static String atPrefix(DescribedPayload payload, AdStructures structure, int alike) {
        if (alike == structure.valueLength()) {
            return named(payload) + count(alike) + " of data end within the prefix " + payload.prefix();
        }
        return String.format(
                Locale.ROOT,
                "%sbyte %d of the data is %02X, the prefix is %s",
                named(payload),
                alike,
                structure.u8(alike),
                payload.prefix());
    }

    /** They begin so, and are too short or name no band. */
    static String behindPrefix(DescribedPayload payload, int length) {
        return named(payload)
                + (length < payload.minLength()
                        ? "cut short, " + count(length) + " of data; min_length is " + payload.minLength()
                        : "its identity, bytes " + payload.identity() + ", is all 00 or all FF and names no band");
    }

    /** It has no structure of any of these types. */
    static String noType(List<Candidate> candidates, boolean cut) {
        return "no AD structure of type "
                + candidates.stream()
                        .map(candidate -> String.format(Locale.ROOT, "0x%02X", candidate.adType))
                        .distinct()
                        .collect(Collectors.joining(" or "))
                + " ([[band.payload]])"
                + (cut ? ", and its AD structures end before their length says" : "");
    }

    private static String named(DescribedPayload payload) {
        return '"' + payload.name() + "\": ";
    }

    private static String count(int bytes) {
        return bytes + (bytes == 1 ? " byte" : " bytes");
    }
}
