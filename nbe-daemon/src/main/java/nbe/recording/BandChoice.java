package nbe.recording;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import nbe.band.BandSettings;
import nbe.tap.BandAddress;

/**
 * Which senders of a file are bands.
 *
 * @param named these and no others; whatever a capture's advertisement of one of these addresses holds, it counts as authenticated and on
 *     the body. Empty: in a capture those whose payload the settings know, in a recording all
 * @param settings the configured payloads
 */
public record BandChoice(Set<BandAddress> named, BandSettings settings) {
    /** Copies what it is given. */
    public BandChoice {
        named = Set.copyOf(named);
    }

    /** Whether a recording's sightings of this band count. */
    boolean takes(BandAddress band) {
        return named.isEmpty() || named.contains(band);
    }

    /** What a band would have been, for a message that there is none. */
    String words() {
        if (!named.isEmpty()) {
            return "is " + named.stream().sorted().map(BandAddress::toString).collect(Collectors.joining(" or "));
        }
        return settings.payloads().isEmpty()
                ? String.format(Locale.ROOT, "is a band by [band] company_id 0x%04X", settings.companyId())
                : "is a band by [[band.payload]] "
                        + settings.payloads().stream()
                                .map(payload -> '"' + payload.name() + '"')
                                .collect(Collectors.joining(" or "));
    }
}
