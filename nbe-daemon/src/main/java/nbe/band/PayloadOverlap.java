package nbe.band;

import java.util.ArrayList;
import java.util.List;
import nbe.bgapi.wire.AdStructures;

/**
 * Two entries that can match the same data; the first in the configuration counts then.
 *
 * @param hides whether the first matches all that the later one matches
 */
public record PayloadOverlap(PayloadEntry first, PayloadEntry later, boolean hides) {
    private record Shape(int adType, BytePattern prefix, int minLength) {
        boolean overlaps(Shape other) {
            return adType == other.adType && prefix.overlaps(other.prefix);
        }

        boolean covers(Shape other) {
            return adType == other.adType && prefix.covers(other.prefix) && minLength <= other.minLength;
        }
    }

    /** All pairs, by the later entry. */
    public static List<PayloadOverlap> of(BandSettings settings) {
        List<PayloadOverlap> found = new ArrayList<>();
        List<PayloadEntry> entries = settings.entries();
        List<List<Shape>> shapes =
                entries.stream().map(entry -> shapes(entry, settings)).toList();
        for (int later = 0; later < entries.size(); later++) {
            for (int first = 0; first < later; first++) {
                List<Shape> ones = shapes.get(first);
                List<Shape> others = shapes.get(later);
                if (others.stream().anyMatch(other -> ones.stream().anyMatch(other::overlaps))) {
                    boolean hides =
                            others.stream().allMatch(other -> ones.stream().anyMatch(one -> one.covers(other)));
                    found.add(new PayloadOverlap(entries.get(first), entries.get(later), hides));
                }
            }
        }
        return found;
    }

    private static List<Shape> shapes(PayloadEntry entry, BandSettings settings) {
        return entry.to(new PayloadEntry.Handler<List<Shape>>() {
            @Override
            public List<Shape> builtin() {
                return ManufacturerPayload.prefixes(settings.companyId(), settings.legacy())
                        .map(prefix -> new Shape(
                                AdStructures.MANUFACTURER_SPECIFIC, prefix, ManufacturerPayload.minLength(prefix)))
                        .toList();
            }

            @Override
            public List<Shape> described(DescribedPayload payload) {
                return List.of(new Shape(payload.adType(), payload.prefix(), payload.minLength()));
            }
        });
    }
}
