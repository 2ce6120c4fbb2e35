package nbe.cli.tune;

import static nbe.tuning.Minutes.BAND;
import static nbe.tuning.Minutes.NEIGHBOUR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nbe.recording.Mark;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;
import nbe.tuning.Step;
import org.junit.jupiter.api.Test;

/** The steps of a session, by a clock that the test moves. */
class GuideTest {
    private static final int WEAK = 7;
    private static final int UNAUTHENTICATED = 5;

    private final List<String> said = new ArrayList<>();
    private long now = 1_000_000_000L;
    private final Guide guide = new Guide(Durations.DEFAULT, Optional.empty(), said::add, now);

    private void band(BandAddress band, int dbm, int flags, double seconds) {
        for (int i = 0; i < Math.round(seconds * 10) && !guide.isOver(); i++) {
            guide.heard(Sighting.of(band, dbm + i % 3 - 1, flags, 0, now, 0));
            now += 100_000_000L;
            guide.tick(now);
        }
    }

    private void at(int dbm, double seconds) {
        band(BAND, dbm, WEAK, seconds);
    }

    private void silence(Duration time) {
        for (long end = now + time.toNanos(); now < end; now += 100_000_000L) {
            guide.tick(now);
        }
    }

    private void holds(int count) {
        for (int i = 0; i < count; i++) {
            at(-40, 2);
            at(-58, 3);
        }
    }

    private List<String> marks() {
        return guide.marks().stream().map(Mark::text).toList();
    }

    @Test
    void aWholeSessionNeedsNoKey() {
        at(-58, 11);
        assertEquals(Step.HOLDS, guide.step());
        holds(5);
        assertEquals(Step.WORK, guide.step());
        assertTrue(said.contains("Hold 3 of 5: got it, -40 dBm. Take the hand away."), said::toString);
        at(-58, 61);
        assertEquals(Step.WALK, guide.step());
        at(-85, 41);
        assertTrue(guide.isOver());
        assertEquals(Optional.empty(), guide.failure());
        assertEquals(
                List.of(
                        "tune rest",
                        "tune holds",
                        "tap " + BAND,
                        "away",
                        "tap " + BAND,
                        "away",
                        "tap " + BAND,
                        "away",
                        "tap " + BAND,
                        "away",
                        "tap " + BAND,
                        "away",
                        "tune work",
                        "tune walk",
                        "tune end"),
                marks());
        assertEquals(2e9, guide.marks().get(3).atNanos() - guide.marks().get(2).atNanos(), 0.3e9);
    }

    @Test
    void theBandThatIsHeldIsTheOneThatCounts() {
        for (int i = 0; i < 50; i++) {
            at(-58, 0.2);
            band(NEIGHBOUR, -45, WEAK, 0.1);
        }
        holds(5);
        assertEquals(Step.WORK, guide.step());
        assertEquals(Optional.of(BAND), guide.view(now).band());
    }

    @Test
    void aRiseThatIsFarWeakerThanTheHoldsIsNone() {
        at(-58, 11);
        at(-50, 2);
        at(-58, 3);
        holds(4);
        assertTrue(said.stream().anyMatch(one -> one.startsWith("A hold that was far weaker")), said::toString);
        assertEquals(Step.HOLDS, guide.step());
        holds(1);
        assertEquals(Step.WORK, guide.step());
    }

    @Test
    void aStepIsRepeated() {
        at(-58, 11);
        holds(3);
        guide.again(now);
        assertEquals(List.of(), guide.view(now).holds());
        holds(5);
        at(-58, 20);
        guide.again(now);
        at(-58, 59);
        assertEquals(Step.WORK, guide.step());
        at(-58, 2);
        assertEquals(Step.WALK, guide.step());
        assertEquals(2, marks().stream().filter("tune holds"::equals).count());
        assertEquals(2, marks().stream().filter("tune work"::equals).count());
    }

    @Test
    void aBandThatCannotTapIsSaid() {
        band(BAND, -58, UNAUTHENTICATED, 21);
        assertTrue(said.get(1).contains(BAND + " is heard, but its wearer has not authenticated"), said::toString);
        at(-58, 11);
        assertEquals(Step.HOLDS, guide.step());
    }

    @Test
    void withoutABandTheSessionEndsAfterSomeMinutesAndSaysSoBefore() {
        silence(Duration.ofSeconds(21));
        assertTrue(said.get(1).startsWith("No band is heard."), said::toString);
        silence(Durations.DEFAULT.patience());
        assertTrue(guide.failure().orElseThrow().startsWith("No band is heard."));
        assertTrue(guide.isOver());
    }

    @Test
    void withoutHoldsTheSessionEndsAfterSomeMinutes() {
        at(-58, 11);
        at(-58, 21);
        assertTrue(said.get(2).startsWith("Nothing comes near."), said::toString);
        holds(2);
        at(-58, Durations.DEFAULT.patience().toSeconds());
        assertTrue(guide.failure().orElseThrow().contains("2 of 5 holds were seen"), guide.failure()::toString);
    }

    @Test
    void aHoldDuringWorkIsSaid() {
        at(-58, 11);
        holds(5);
        at(-58, 10);
        holds(1);
        assertTrue(said.get(said.size() - 1).startsWith("That was as near as a hold"), said::toString);
    }
}
