package nbe.tuning;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nbe.tuning.TapRow.Other;

/**
 * The threshold that is recommended.
 *
 * @param dbm empty: none can be
 * @param clean whether it catches all holds and fires on nothing else
 * @param reason sentences for people
 */
public record TapAdvice(Optional<Integer> dbm, boolean clean, List<String> reason) {
    /**
     * A threshold need not be farther below the highest good one: five holds of one person differ by a few dB, those of all persons by some
     * more, and each further dB fires on more that one minute of work does not show.
     */
    static final int ROOM_DB = 6;

    private static final int ENOUGH = 5;

    /** With less room to either side the next day decides otherwise. */
    private static final int NARROW_DB = 3;

    /** Copies what it is given. */
    public TapAdvice {
        reason = List.copyOf(reason);
    }

    /** @param rows by threshold, the highest first */
    static TapAdvice of(List<TapRow> rows, int holds) {
        Optional<Range> clean = longest(rows, row -> row.isClean(holds));
        return clean.isPresent() ? clean(clean.get(), holds) : compromise(rows, holds);
    }

    /** Neighbouring thresholds from {@code low} to {@code high}, both included. */
    private record Range(int low, int high) {
        int size() {
            return high - low;
        }

        /** The middle, but at most the room below the highest. */
        int choice() {
            return Math.max(Math.floorDiv(low + high, 2), high - ROOM_DB);
        }

        @Override
        public String toString() {
            return low == high ? low + " dBm" : low + " to " + high + " dBm";
        }
    }

    /** The longest run of neighbours; of two of one length the higher one. */
    private static Optional<Range> longest(List<TapRow> rows, Predicate<TapRow> good) {
        Optional<Range> longest = Optional.empty();
        Optional<Range> current = Optional.empty();
        for (TapRow row : rows) {
            int high = current.map(Range::high).orElse(row.dbm());
            current = good.test(row) ? Optional.of(new Range(row.dbm(), high)) : Optional.empty();
            if (current.isPresent()
                    && (longest.isEmpty()
                            || current.get().size() > longest.get().size())) {
                longest = current;
            }
        }
        return longest;
    }

    private static TapAdvice clean(Range range, int holds) {
        int dbm = range.choice();
        int below = dbm - range.low();
        int above = range.high() - dbm;
        String every = holds == 1 ? "catches the hold" : "catches all " + holds + " holds";
        String few = holds < ENOUGH ? "Few holds say little: five are better. " : "";
        String both = few + (range.size() == 0 ? "Only the threshold of " : "Each threshold from ") + range + " "
                + every + " and fires on nothing else. ";
        if (Math.min(below, above) < NARROW_DB) {
            return new TapAdvice(
                    Optional.of(dbm),
                    true,
                    List.of(
                            both + dbm + " is in the middle, with only " + above + " dB of room for a weaker hold and "
                                    + below + " dB for a stronger hand at work: too little to rely on.",
                            REMEDY));
        }
        return new TapAdvice(
                Optional.of(dbm),
                true,
                List.of(both + dbm + " leaves " + above + " dB of room for a weaker hold, and " + below
                        + " dB for what comes near without a tap."));
    }

    private static TapAdvice compromise(List<TapRow> rows, int holds) {
        int most = rows.stream()
                .filter(row -> row.others().isEmpty())
                .mapToInt(TapRow::caught)
                .max()
                .orElse(0);
        Optional<TapRow> all =
                rows.stream().filter(row -> row.caught() == holds).findFirst();
        String price = all.map(row -> row.dbm() + " dBm, the highest that catches all " + holds + ", also fires: "
                        + row.others().stream().map(Other::toString).collect(Collectors.joining(", ")) + ".")
                .orElseGet(() -> "No threshold at all catches all " + holds + ": at most "
                        + rows.stream()
                                .max(Comparator.comparingInt(TapRow::caught))
                                .map(row -> row.caught() + " at " + row.dbm() + " dBm.")
                                .orElse("none."));
        String neither = "No threshold catches all " + holds + " holds and fires on nothing else. ";
        if (2 * most < holds || most == 0) {
            return new TapAdvice(
                    Optional.empty(),
                    false,
                    List.of(
                            neither + "Without a tap that nobody made, " + most
                                    + " of them at most are caught: too few to" + " recommend a threshold. " + price,
                            REMEDY));
        }
        Range range = longest(rows, row -> row.caught() == most && row.others().isEmpty())
                .orElseThrow();
        return new TapAdvice(
                Optional.of(range.choice()),
                false,
                List.of(
                        neither + range + " catches " + most
                                + " of them and fires on nothing else, which is the lesser evil:"
                                + " a lost tap is held again, a tap that nobody made signs something. " + price,
                        REMEDY));
    }

    private static final String REMEDY =
            "What helps: hold the band closer, flat against the dongle, for two seconds; put the"
                    + " dongle where a hand can touch it and where no hand rests, away from metal and other people's desks, on an"
                    + " extension lead if need be; then tune again.";
}
