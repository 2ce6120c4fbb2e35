package nbe.acceptance.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nbe.acceptance.loss.LossBands.Tap;
import nbe.acceptance.loss.LossCount.Arrival;
import nbe.acceptance.loss.LossCount.Drop;
import nbe.acceptance.loss.LossCount.Window;
import org.junit.jupiter.api.Test;

/** The count must find what the loss test is there to find. */
class LossCountTest {
    private static final Instant START = Instant.parse("2026-11-22T10:15:30.123456Z");
    private static final long ALLOWANCE = TimeUnit.MILLISECONDS.toNanos(2_280);

    private final List<Tap> taps = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Drop> drops = new ArrayList<>();
    private final List<Window> standstills = new ArrayList<>();
    private final List<Window> absences = new ArrayList<>();

    private LossCount count() {
        return new LossCount(taps, arrivals, drops, standstills, absences, ALLOWANCE);
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private Tap tap(String band, long atMillis) {
        Tap tap = new Tap(taps.size(), band, nanos(atMillis), START.plusMillis(atMillis));
        taps.add(tap);
        return tap;
    }

    /** As the agent gets it: the time is that of the tap, in milliseconds, cut off. */
    private void arrives(Tap tap, long afterMillis) {
        Instant time = Instant.ofEpochMilli(tap.at().toEpochMilli());
        arrivals.add(new Arrival(tap.band(), time, tap.atNanos() + nanos(afterMillis)));
    }

    private void dropped(Tap tap, long afterMillis, String reason) {
        drops.add(new Drop(tap.band(), tap.at().plusMillis(afterMillis), reason));
    }

    @Test
    void eachTapArrivesOrIsDropped() {
        arrives(tap("A", 0), 30);
        dropped(tap("B", 10), 2000, "too old");
        Tap both = tap("C", 20);
        arrives(both, 1990);
        dropped(both, 2000, "not confirmed");
        LossCount count = count();
        assertEquals(List.of(3, 2, 2, 1), List.of(count.taps(), count.arrived(), count.dropped(), count.both()));
        assertEquals(List.of(), count.unexplained());
        assertEquals(List.of(0, 0, 0, 0), bad(count));
        assertEquals(Map.of("too old", 1, "not confirmed", 1), count.reasons());
    }

    private static List<Integer> bad(LossCount count) {
        return List.of(count.late(), count.twice(), count.outOfOrder(), count.invented());
    }

    @Test
    void aTapInNoCountIsFoundThoughTheSameBandTapsAgain() {
        Tap lost = tap("A", 0);
        arrives(tap("A", 200_000), 30);
        assertEquals(List.of(lost), count().unexplained());
    }

    @Test
    void anIntentThatIsTooOldOnArrivalIsLate() {
        arrives(tap("A", 0), 2281);
        assertEquals(List.of(1, 0, 0, 0), bad(count()));
    }

    @Test
    void theAgentItselfIsToBlameForWhatItReadsLateAfterAStandstill() {
        Tap tap = tap("A", 0);
        arrives(tap, 5000);
        standstills.add(new Window(tap.atNanos() - nanos(100), tap.atNanos() + nanos(4900)));
        assertEquals(List.of(0, 0, 0, 0), bad(count()));
        assertEquals(1, count().lateByTheAgent());
    }

    @Test
    void aStandstillThatWasOverBeforeTheTapExcusesNothing() {
        Tap tap = tap("A", 10_000);
        arrives(tap, 5000);
        standstills.add(new Window(0, nanos(9_999)));
        assertEquals(List.of(1, 0, 0, 0), bad(count()));
    }

    @Test
    void anIntentThatComesAgainIsTwice() {
        Tap tap = tap("A", 0);
        arrives(tap, 30);
        arrives(tap, 40);
        assertEquals(List.of(0, 1, 0, 0), bad(count()));
    }

    @Test
    void anEarlierTapAfterALaterOneIsOutOfOrder() {
        Tap first = tap("A", 0);
        Tap second = tap("B", 10);
        arrives(second, 30);
        arrives(first, 50);
        assertEquals(List.of(0, 0, 1, 0), bad(count()));
    }

    @Test
    void anIntentOfABandThatDidNotTapThenIsInvented() {
        tap("A", 20_000);
        arrivals.add(new Arrival("B", START, nanos(30)));
        arrivals.add(new Arrival("A", START.plusMillis(19_000), nanos(19_030)));
        assertEquals(List.of(0, 0, 0, 2), bad(count()));
    }

    @Test
    void whatReachedTheAgentWhileNobodyWasSubscribedIsNotUnexplained() {
        tap("A", 0);
        Tap later = tap("B", 10_000);
        absences.add(new Window(nanos(2_000), nanos(9_000)));
        assertEquals(1, count().toNobody());
        assertEquals(List.of(later), count().unexplained());
    }

    @Test
    void aTapThatIsCountedTwiceAsDroppedIsInvented() {
        Tap tap = tap("A", 0);
        dropped(tap, 2000, "too old");
        dropped(tap, 2001, "too old");
        assertEquals(List.of(0, 0, 0, 1), bad(count()));
    }
}
