package nbe.band;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nbe.bgapi.wire.AdStructures;
import nbe.bgapi.wire.AdvertisementView;

/**
 * Reads the payloads of {@code [[band.payload]]}. Of several entries that match the first in the configuration counts; of several AD
 * structures of an advertisement that match it, the first. Walks the structures once: a table by AD type and first byte of the data names
 * the few entries that can match, mostly none.
 */
final class ConfiguredPayloads implements PayloadParser {
    private static final int BYTE_VALUES = 256;

    private final List<Candidate> candidates = new ArrayList<>();
    /** By AD type, then by the first byte of the data, in the order of the configuration; null: none. */
    private final Candidate[][][] table = new Candidate[BYTE_VALUES][][];

    private final AdStructures structures = new AdStructures();
    private long identity;
    private String payload = "";

    ConfiguredPayloads(BandSettings settings) {
        for (PayloadEntry entry : settings.entries()) {
            int order = candidates.size();
            candidates.add(entry.to(new PayloadEntry.Handler<Candidate>() {
                @Override
                public Candidate builtin() {
                    return new Candidate.OfCompany(order, settings.companyId(), settings.legacy());
                }

                @Override
                public Candidate described(DescribedPayload described) {
                    return new Candidate.Described(order, described);
                }
            }));
        }
        candidates.forEach(candidate -> table[candidate.adType()] = byFirstByte(candidate.adType()));
    }

    private Candidate[][] byFirstByte(int adType) {
        Candidate[][] lists = new Candidate[BYTE_VALUES][];
        for (int first = 0; first < BYTE_VALUES; first++) {
            int value = first;
            Candidate[] some = candidates.stream()
                    .filter(candidate -> candidate.adType() == adType && candidate.beginsWith(value))
                    .toArray(Candidate[]::new);
            lists[first] = some.length == 0 ? null : some;
        }
        return lists;
    }

    @Override
    public int parse(AdvertisementView advertisement) {
        structures.over(advertisement);
        int answer = FOREIGN;
        int best = candidates.size();
        while (structures.next()) {
            Candidate[][] ofType = table[structures.type()];
            if (ofType == null || structures.valueLength() == 0) {
                continue;
            }
            Candidate[] some = ofType[structures.u8(0)];
            if (some == null) {
                continue;
            }
            for (int i = 0; i < some.length && some[i].order() < best; i++) {
                int read = some[i].read(advertisement, structures);
                if (read >= 0) {
                    best = some[i].order();
                    answer = read;
                    identity = some[i].identity();
                    payload = some[i].name();
                } else if (read > answer) {
                    answer = read;
                }
            }
        }
        return answer;
    }

    @Override
    public long identity() {
        return identity;
    }

    @Override
    public String payload() {
        return payload;
    }

    @Override
    public Optional<NoBand> whyNot(AdvertisementView advertisement) {
        if (parse(advertisement) >= 0) {
            return Optional.empty();
        }
        NoBand nearest = new NoBand(NoBand.NOTHING, DescribedFault.noType(candidates, structures.isCut()));
        for (Candidate candidate : candidates) {
            structures.over(advertisement);
            while (structures.next()) {
                if (structures.type() == candidate.adType()) {
                    nearest = NoBand.nearer(nearest, candidate.whyNot(advertisement, structures));
                }
            }
        }
        return Optional.of(nearest);
    }
}
