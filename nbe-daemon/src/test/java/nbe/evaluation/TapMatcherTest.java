package nbe.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent;
import org.junit.jupiter.api.Test;

class TapMatcherTest {
    private static final BandAddress BAND = BandAddress.parse("C2:FA:D7:F0:D7:96");
    private static final BandAddress OTHER = BandAddress.parse("C2:FA:D7:F0:D7:97");
    private static final LabelledTap FIRST = tap(BAND, 10, 10.3, 12);
    private static final LabelledTap SECOND = tap(BAND, 15, 15.3, 17);

    private static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }

    private static LabelledTap tap(BandAddress band, double open, double arrive, double close) {
        return new LabelledTap(band, nanos(open), nanos(arrive), nanos(close));
    }

    private static BandEvent intent(BandAddress band, double seconds) {
        return new BandEvent.Tapped(band, nanos(seconds), -40, 3, 0, 0);
    }

    /** Judges intents of the band, in a trace of 60 s: caught, early, late, missed, double, false. */
    private static List<Integer> judged(double... intents) {
        List<BandEvent> events = new ArrayList<>();
        for (double at : intents) {
            events.add(intent(BAND, at));
        }
        return counts(TapMatcher.score(List.of(FIRST, SECOND), events, nanos(60)));
    }

    private static List<Integer> counts(Score score) {
        return List.of(score.caught(), score.early(), score.late(), score.missed(), score.doubles(), score.falses());
    }

    @Test
    void oneIntentInEachWindowIsAllThatIsWanted() {
        assertEquals(List.of(2, 0, 0, 0, 0, 0), judged(10.3, 17));
    }

    @Test
    void nothingHeardIsMissed() {
        assertEquals(List.of(0, 0, 0, 2, 0, 0), judged());
    }

    @Test
    void aHandOnItsWayIsEarlyAndWhatFollowsIsDouble() {
        assertEquals(List.of(0, 1, 0, 1, 1, 0), judged(10.1, 11));
        assertEquals(List.of(0, 0, 0, 2, 0, 1), judged(9.9));
    }

    @Test
    void aSecondIntentInAWindowIsDoubleAndOneAfterItFalse() {
        assertEquals(List.of(1, 0, 0, 1, 1, 1), judged(10.5, 11.5, 13));
    }

    @Test
    void theFirstIntentAfterAnEmptyWindowIsLateForFiveSeconds() {
        assertEquals(List.of(0, 0, 1, 1, 0, 1), judged(12.1, 12.2));
        assertEquals(List.of(0, 0, 1, 1, 0, 0), judged(22));
        assertEquals(List.of(0, 0, 0, 2, 0, 1), judged(22.1));
    }

    @Test
    void theNextTapTakesWhatComesOnceItsHandHasSetOut() {
        assertEquals(List.of(0, 1, 0, 1, 0, 0), judged(15.1));
    }

    @Test
    void theIntentOfAnotherBandIsFalse() {
        assertEquals(
                List.of(0, 0, 0, 1, 0, 1),
                counts(TapMatcher.score(List.of(FIRST), List.of(intent(OTHER, 11)), nanos(60))));
    }

    @Test
    void delaysCountFromTheArrivalAndQuietIsWhatIsOutsideOfWindows() {
        Score score = TapMatcher.score(
                List.of(FIRST, tap(OTHER, 11, 11, 14)), List.of(intent(BAND, 10.8), intent(OTHER, 13)), nanos(60));
        assertEquals(0.5, score.delaySeconds(0.5).orElseThrow(), 1e-9);
        assertEquals(2, score.delaySeconds(0.95).orElseThrow(), 1e-9);
        assertEquals(56 / 3600.0, score.quietHours(), 1e-9);
        assertEquals(0, score.falsesPerHour().orElseThrow());
        assertTrue(Score.NOTHING.delaySeconds(0.5).isEmpty()
                && Score.NOTHING.falsesPerHour().isEmpty());
    }

    @Test
    void theCountsAddUpWhateverIsHeard() {
        for (long seed = 0; seed < 500; seed++) {
            SplittableRandom chance = new SplittableRandom(seed);
            List<BandEvent> events = new ArrayList<>();
            for (int i = chance.nextInt(12); i > 0; i--) {
                events.add(intent(chance.nextInt(4) == 0 ? OTHER : BAND, 30 * chance.nextDouble()));
            }
            Score score = TapMatcher.score(List.of(FIRST, SECOND), events, nanos(60));
            assertEquals(events.size(), score.intents(), "seed " + seed);
            assertTrue(score.missed() >= 0 && score.missed() <= 2, "seed " + seed);
        }
    }
}
