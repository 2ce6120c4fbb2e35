package nbe.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The adaptive rule (docs/protocol.md) by examples. The limits for all settings are in the properties test. */
class AdaptiveRuleTest {
    private final Air air = new Air(Air.adaptive(10));

    @Test
    void aBandHeldAtTenPerSecondTapsWithinTheWindowAndTwoHundredFiftyMilliseconds() {
        air.hold(0, 10, 0.1, -60).hold(10, 60, 0.1, -39);
        assertEquals(1, air.taps().size());
        assertTrue(air.tapSeconds().get(0) <= 10.75, air.taps().toString());
    }

    @Test
    void aBandHeldAtFourPerSecondTapsWithinASecond() {
        air.hold(0, 10, 0.25, -60).hold(10, 60, 0.25, -39);
        assertEquals(1, air.taps().size());
        assertTrue(air.tapSeconds().get(0) <= 11, air.taps().toString());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.1, 0.25, 0.333, 0.5, 1, 2})
    void aBandThatRestsJustBelowTheThresholdNeverTaps(double interval) {
        air.hold(0, 600, interval, -43);
        assertEquals(0, air.taps().size());
    }

    @ParameterizedTest
    @CsvSource({"0.02, -43", "0.1, -43", "0.1, -50", "0.1, -80", "0.25, -43", "0.25, -50", "0.25, -80", "0.333, -60"})
    void aSingleSampleOfABandThatAdvertisesThreeTimesASecondOrMoreNeverTaps(double interval, int resting) {
        for (int spike = 0; spike < 20; spike++) {
            air.hold(spike * 10, spike * 10 + 8, interval, resting);
            air.hear(spike * 10 + 8.1, -38);
        }
        assertEquals(0, air.taps().size());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1})
    void aBandThatIsKnownToBeSlowTapsWithOneClearSample(double interval) {
        air.hold(0, 10, interval, -57);
        air.hear(10, -40);
        assertEquals(List.of(10.0), air.tapSeconds());
    }

    @Test
    void oneSampleOfASlowBandHasToBeClear() {
        air.hold(0, 10, 1, -57);
        air.hear(10, -41);
        assertEquals(0, air.taps().size(), "1 dB is not enough from afar");
        air.hold(11, 20, 1, -47);
        air.hear(20, -40);
        assertEquals(0, air.taps().size(), "nor 2 dB from where it was near already");
        air.hold(21, 30, 1, -47);
        air.hear(30, -39);
        assertEquals(List.of(30.0), air.tapSeconds());
    }

    @Test
    void aLeapThatNoHandMakesNeedsASecondSample() {
        air.hold(0, 10, 1, -75);
        air.hear(10, -38);
        assertEquals(0, air.taps().size());
        air.hear(11, -38);
        assertEquals(List.of(11.0), air.tapSeconds());
    }

    @Test
    void aBandIsNotTakenForSlowAfterThreeGaps() {
        air.hold(0, 1.4, 0.5, -57);
        air.hear(1.5, -38);
        assertEquals(0, air.taps().size());
    }

    @Test
    void aVerySlowBandTapsWithOneSampleOnlyFromAfar() {
        air.hold(0, 20, 2, -49);
        air.hear(20, -38);
        assertEquals(0, air.taps().size());
        air.hold(22, 42, 2, -57);
        air.hear(42, -40);
        assertEquals(List.of(42.0), air.tapSeconds());
    }

    @Test
    void samplesMoreThanThreeSecondsApartDoNotAddUp() {
        air.hold(0, 20, 2, -49);
        air.hear(20, -38);
        air.hear(24, -38);
        assertEquals(0, air.taps().size());
        air.hear(26, -38);
        assertEquals(List.of(26.0), air.tapSeconds());
    }

    @Test
    void twoStrongSamplesInTenPerSecondAreNotHeldYet() {
        air.hold(0, 10, 0.1, -60);
        air.hear(10, -38);
        air.hear(10.2, -38);
        air.hold(10.3, 20, 0.1, -60);
        assertEquals(0, air.taps().size());
    }

    @Test
    void spikesWithLowSamplesBetweenAreNotHeld() {
        air.hold(0, 10, 0.1, -53);
        for (int i = 0; i < 100; i++) {
            air.hear(10 + i * 0.1, i % 2 == 1 ? -43 : -38);
        }
        assertEquals(0, air.taps().size(), "one in two");
    }

    @Test
    void aRiseIsNoRiseFromAPlaceThatWasAlreadyNear() {
        air.hold(0, 10, 0.25, -47);
        air.hear(10, -43);
        air.hear(10.25, -38);
        assertEquals(0, air.taps().size());
    }

    @Test
    void aBandOfUnknownIntervalDoesNotTapWithItsFirstSample() {
        air.hear(0, -38);
        assertEquals(0, air.taps().size());
        air.hear(0.25, -38);
        assertEquals(List.of(0.25), air.tapSeconds());
    }

    @Test
    void aRiseTapsWithItsFirstClearSample() {
        air.hold(0, 10, 0.25, -58);
        air.hear(10, -50);
        air.hear(10.25, -38);
        assertEquals(List.of(10.25), air.tapSeconds());
        assertEquals(2, air.taps().get(0).samples());
    }

    @Test
    void aBandHeldAtTheThresholdItselfTapsOnceTwoSecondsAreIn() {
        air.hold(0, 10, 0.1, -60).hold(10, 11.85, 0.1, -42);
        assertEquals(0, air.taps().size());
        air.hold(11.9, 12.01, 0.1, -42);
        assertEquals(1, air.taps().size());
    }

    @Test
    void aThresholdAtTheCeilingOfTheAdapterCanBeReached() {
        Air ceiling = new Air(new TapSettings(TapRule.ADAPTIVE, 10, 50, -38, -60, -64, Duration.ofSeconds(30)));
        ceiling.hold(0, 10, 0.1, -60).hold(10, 20, 0.1, -38);
        assertEquals(1, ceiling.taps().size());
        assertTrue(ceiling.tapSeconds().get(0) <= 10.75, ceiling.taps().toString());
    }

    @Test
    void armsAgainAfterASecondSixDecibelsBelow() {
        air.hold(0, 2, 0.1, -38).hold(2, 3.11, 0.1, -48).hold(3.2, 5, 0.1, -38);
        assertEquals(2, air.taps().size());
    }

    @Test
    void doesNotArmAgainFiveDecibelsBelowHoweverLong() {
        air.hold(0, 2, 0.1, -38).hold(2, 60, 0.1, -47).hold(60, 62, 0.1, -38);
        assertEquals(1, air.taps().size());
    }

    @Test
    void doesNotArmAgainAfterLessThanASecond() {
        air.hold(0, 2, 0.1, -38).hold(2, 2.91, 0.1, -90).hold(3, 5, 0.1, -38);
        assertEquals(1, air.taps().size());
    }

    @Test
    void severalShortFallsDoNotAddUp() {
        air.hold(0, 2, 0.1, -38);
        for (int i = 0; i < 20; i++) {
            air.hold(2 + i, 2.8 + i, 0.1, -70).hold(2.8 + i, 3 + i, 0.1, -40);
        }
        assertEquals(1, air.taps().size());
    }

    @Test
    void theWindowHoldsNoSampleFromBeforeTheBandWasLastNotWeak() {
        air.hold(0, 10, 0.1, -60).hold(10, 10.2, 0.1, -38);
        air.flags = Air.UNAUTHENTICATED;
        air.hear(10.2, -38);
        air.flags = Air.WEAK;
        air.hold(10.3, 10.49, 0.1, -38);
        assertEquals(0, air.taps().size());
        air.hear(10.5, -38);
        assertEquals(List.of(10.5), air.tapSeconds());
        assertEquals(3, air.taps().get(0).samples());
    }

    @Test
    void forgottenSamplesDoNotCountAndDoNotArmAgain() {
        air.hold(0, 10, 0.1, -60).hold(10, 10.2, 0.1, -38);
        air.tracker.forgetSamples();
        air.hear(10.2, -38);
        assertEquals(0, air.taps().size());
        air.hold(10.3, 12, 0.1, -38);
        assertEquals(1, air.taps().size());
        air.tracker.forgetSamples();
        air.hold(12, 60, 0.1, -38);
        assertEquals(1, air.taps().size());
    }

    @Test
    void levelsOfTwoAdaptersAreNotMixed() {
        for (int i = 0; i < 20; i++) {
            air.adapter = 0;
            air.hear(i * 0.1, i % 10 == 0 ? -38 : -70);
            air.adapter = 1;
            air.hear(i * 0.1 + 0.05, i % 10 == 0 ? -38 : -70);
        }
        assertEquals(0, air.taps().size());
    }

    @Test
    void aTapThatTwoAdaptersHearFiresOnceAndTheStrongerDecides() {
        for (int i = 0; i < 600; i++) {
            air.adapter = 0;
            air.hear(i * 0.1, -55);
            air.adapter = 1;
            air.hear(i * 0.1 + 0.01, -38);
        }
        assertEquals(1, air.taps().size());
        assertEquals(1, air.taps().get(0).adapter());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 127, 20, -128})
    void aSampleOfUnknownLevelIsNoEvidence(int unknown) {
        air.hold(0, 10, 0.1, -60).hold(10, 30, 0.1, unknown);
        assertEquals(0, air.taps().size());
    }
}
