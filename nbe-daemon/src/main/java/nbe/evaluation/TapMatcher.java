package nbe.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent;

/**
 * Matches intents with the taps that were made, and counts what became of each.
 *
 * <ul>
 *   <li>Caught: the first intent in the window of a tap, which goes from the band's arrival until 0.5 s after it has left.
 *   <li>Early: the first intent comes before the arrival, but the hand is on its way already.
 *   <li>Double: every further one until the window closes.
 *   <li>Late: of a tap that is neither caught nor early, the first intent within 5 s after the window, if no hand has set out
 *       for the band's next tap by then.
 *   <li>Missed: any other tap.
 *   <li>False: every other intent.
 * </ul>
 *
 * So caught, early, late and missed add up to the taps, and caught, early, late, double and false to the intents.
 */
public final class TapMatcher {
    static final long LATE_NANOS = 5_000_000_000L;

    private TapMatcher() {}

    /**
     * The counts of one trace.
     *
     * @param labelled windows of one band must not overlap
     * @param events intents count, presence does not
     * @param endNanos how long the trace is
     */
    public static Score score(List<LabelledTap> labelled, List<BandEvent> events, long endNanos) {
        List<LabelledTap> taps = new ArrayList<>(labelled);
        taps.sort(Comparator.comparingLong(LabelledTap::openNanos));
        List<Fate> fates = new ArrayList<>(Collections.nCopies(taps.size(), null));
        List<Long> delays = new ArrayList<>();
        int doubles = 0;
        int falses = 0;
        List<BandEvent> inOrder = new ArrayList<>(events);
        inOrder.sort(Comparator.comparingLong(BandEvent::atNanos));
        for (BandEvent event : inOrder) {
            if (!(event instanceof BandEvent.Tapped)) {
                continue;
            }
            int i = latestOpened(taps, event.band(), event.atNanos());
            if (i >= 0 && event.atNanos() <= taps.get(i).closeNanos()) {
                long delay = event.atNanos() - taps.get(i).arriveNanos();
                if (fates.get(i) != null) {
                    doubles++;
                } else if (delay < 0) {
                    fates.set(i, Fate.EARLY);
                } else {
                    fates.set(i, Fate.CAUGHT);
                    delays.add(delay);
                }
            } else if (i >= 0
                    && fates.get(i) == null
                    && event.atNanos() - taps.get(i).closeNanos() <= LATE_NANOS) {
                fates.set(i, Fate.LATE);
            } else {
                falses++;
            }
        }
        return new Score(
                taps.size(),
                delays,
                Collections.frequency(fates, Fate.EARLY),
                Collections.frequency(fates, Fate.LATE),
                doubles,
                falses,
                quietNanos(taps, endNanos));
    }

    private enum Fate {
        CAUGHT,
        EARLY,
        LATE
    }

    private static int latestOpened(List<LabelledTap> taps, BandAddress band, long atNanos) {
        int found = -1;
        for (int i = 0; i < taps.size() && taps.get(i).openNanos() <= atNanos; i++) {
            if (taps.get(i).band().equals(band)) {
                found = i;
            }
        }
        return found;
    }

    /** The time outside of all windows, those of several bands counted once. */
    private static long quietNanos(List<LabelledTap> taps, long endNanos) {
        long quiet = 0;
        long from = 0;
        for (LabelledTap tap : taps) {
            quiet += Math.max(0, Math.min(tap.openNanos(), endNanos) - from);
            from = Math.max(from, tap.closeNanos());
        }
        return quiet + Math.max(0, endNanos - from);
    }
}
