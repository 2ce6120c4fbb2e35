package nbe.tuning;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The cutoffs of proximity that are recommended.
 *
 * @param pair empty: none can be
 * @param reason sentences for people
 */
public record CutoffAdvice(Optional<Pair> pair, List<String> reason) {
    /**
     * The two of them.
     *
     * @param closeDbm {@code rssi_cutoff_close}
     * @param farDbm {@code rssi_cutoff_far}
     */
    public record Pair(int closeDbm, int farDbm) {}

    /** More than this below the weakest level at work need not be: the band would be near at the next desk as well. */
    private static final int ROOM_DB = 6;

    /** The distance of the vendor's own two, -70 and -83. */
    private static final int APART_DB = 13;

    /** With less between the two a band at rest changes from one to the other (docs/decisions/proximity.md). */
    private static final int NARROW_DB = 8;

    /** The room beside the two is at most one part in so many: what is between them holds a band better than what is beside them. */
    private static final int ROOM_PARTS = 5;

    /** Fewer levels between work and absence are no room for two cutoffs. */
    private static final int LEAST_DB = 4;

    /** Copies what it is given. */
    public CutoffAdvice {
        reason = List.copyOf(reason);
    }

    static CutoffAdvice none(String reason) {
        return new CutoffAdvice(Optional.empty(), List.of(reason));
    }

    /** @param rows by level, the highest first */
    static CutoffAdvice of(List<CutoffRow> rows, CutoffSweep sweep) {
        List<Integer> good =
                rows.stream().filter(CutoffRow::isGood).map(CutoffRow::dbm).toList();
        int high = good.isEmpty() ? 0 : good.get(0);
        int low = good.isEmpty() ? 0 : good.get(good.size() - 1);
        if (good.isEmpty() || high - low < LEAST_DB) {
            return none(poor(rows, good, low, high));
        }
        int room = Math.min(ROOM_DB, (high - low) / ROOM_PARTS);
        Pair pair = new Pair(high - room, Math.max(low + room, high - room - APART_DB));
        CutoffRow both = sweep.row(pair.closeDbm(), pair.farDbm());
        if (!both.isGood()) {
            return none(
                    "Any one level from " + low + " to " + high
                            + " dBm tells work and absence apart, but two with room between them do not: walk farther off, and tune again.");
        }
        String reason = String.format(
                Locale.ROOT,
                "Each level from %d to %d dBm has the band near through all of the work and far after walking off. %d is %d dB"
                        + " below the highest, %d is %d dB above the lowest. With these two the band was near through all of the"
                        + " work, and far %.1f s after the walk began.",
                low,
                high,
                pair.closeDbm(),
                room,
                pair.farDbm(),
                pair.farDbm() - low,
                both.farAfterSeconds().orElseThrow());
        int apart = pair.closeDbm() - pair.farDbm();
        return new CutoffAdvice(
                Optional.of(pair),
                apart >= NARROW_DB
                        ? List.of(reason)
                        : List.of(
                                reason,
                                "They are only " + apart
                                        + " dB apart: a band that rests at that level may change between near"
                                        + " and far. Walking farther off, out of sight of the dongle, gives them more room."));
    }

    private static String poor(List<CutoffRow> rows, List<Integer> good, int low, int high) {
        Optional<Integer> near =
                rows.stream().filter(CutoffRow::nearAtWork).map(CutoffRow::dbm).findFirst();
        Optional<Integer> far = rows.stream()
                .filter(row -> row.farAfterSeconds().isPresent())
                .map(CutoffRow::dbm)
                .reduce((higher, lower) -> lower);
        String first = good.isEmpty()
                ? "No level has the band near through all of the work and far after walking off"
                : "Only " + low + " to " + high + " dBm tell work and absence apart, too little for two cutoffs";
        return first + " (near at work: up to " + near.map(dbm -> dbm + " dBm").orElse("none")
                + "; far after the walk: from "
                + far.map(dbm -> dbm + " dBm").orElse("none")
                + "). Walk farther off, out of sight of the dongle, stay there until the time is over, and tune again.";
    }
}
