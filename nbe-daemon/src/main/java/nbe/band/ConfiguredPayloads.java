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
    private static final int BYTE = 0xFF;
    private static final int BYTE_VALUES = 256;

    private final List<Candidate> candidates = new ArrayList<>();
    /** By AD type (high byte) and first byte of the data: which of {@link #lists}. */
    private final char[] beginnings = new char[BYTE_VALUES * BYTE_VALUES];
    /** Entries in the order of the configuration; the first list is empty. */
    private final Candidate[][] lists;

    private long identity;
    private String payload = "";

    ConfiguredPayloads(BandSettings settings) {
        for (PayloadEntry entry : settings.entries()) {
            candidates.add(Candidate.of(entry, candidates.size(), settings));
        }
        List<List<Candidate>> different = new ArrayList<>(List.of(List.of()));
        candidates.stream()
                .mapToInt(candidate -> candidate.adType)
                .distinct()
                .forEach(adType -> addLists(adType, different));
        lists = different.stream().map(some -> some.toArray(Candidate[]::new)).toArray(Candidate[][]::new);
    }

    private void addLists(int adType, List<List<Candidate>> different) {
        for (int value = 0; value < BYTE_VALUES; value++) {
            int first = value;
            List<Candidate> some = candidates.stream()
                    .filter(candidate -> candidate.adType == adType && candidate.beginsWith(first))
                    .toList();
            if (!different.contains(some)) {
                different.add(some);
            }
            beginnings[adType << Byte.SIZE | first] = (char) different.indexOf(some);
        }
    }

    /** The walk is that of {@link AdStructures}, written out: the daemon's compiler inlines little. */
    @Override
    public int parse(AdvertisementView advertisement) {
        byte[] from = advertisement.buffer();
        int at = advertisement.dataOffset();
        int stop = at + advertisement.dataLength();
        int answer = FOREIGN;
        int best = Integer.MAX_VALUE;
        while (at < stop) {
            int length = from[at] & BYTE;
            int next = at + 1 + length;
            if (length == 0 || next > stop) {
                break;
            }
            int list = length == 1 ? 0 : beginnings[(from[at + 1] & BYTE) << Byte.SIZE | from[at + 2] & BYTE];
            if (list != 0) {
                for (Candidate candidate : lists[list]) {
                    if (candidate.order >= best) {
                        break;
                    }
                    int read = candidate.read(from, at + 2, length - 1, advertisement);
                    if (read >= 0) {
                        best = candidate.order;
                        answer = read;
                        identity = candidate.identity;
                        payload = candidate.name;
                    } else if (read > answer) {
                        answer = read;
                    }
                }
            }
            at = next;
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
        Optional<NoBand> nearest = Optional.empty();
        AdStructures structures = new AdStructures();
        for (Candidate candidate : candidates) {
            structures.over(advertisement);
            while (structures.next()) {
                if (structures.type() == candidate.adType) {
                    NoBand why = candidate.whyNot(advertisement, structures);
                    nearest = Optional.of(
                            nearest.map(before -> NoBand.nearer(before, why)).orElse(why));
                }
            }
        }
        return nearest.or(
                () -> Optional.of(new NoBand(NoBand.NOTHING, DescribedFault.noType(candidates, structures.isCut()))));
    }
}
