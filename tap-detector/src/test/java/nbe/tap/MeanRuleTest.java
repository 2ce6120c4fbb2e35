package nbe.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mean rule (docs/protocol.md). */
class MeanRuleTest {
    private final Air air = new Air(Air.mean(10));

    @Test
    void firesAtTheTenthSampleAndNotBefore() {
        air.hold(0, 0.9, 0.1, -40);
        assertEquals(List.of(), air.tapSeconds());
        air.hear(0.9, -40);
        assertEquals(List.of(0.9), air.tapSeconds());
    }

    @Test
    void firesAtTheThresholdItselfAndNotOneTenthBelow() {
        air.hold(0, 0.9, 0.1, -42);
        air.hear(0.9, -43);
        assertEquals(List.of(), air.tapSeconds(), "mean -42.1");
        air.hold(1.0, 1.9, 0.1, -42);
        assertEquals(List.of(), air.tapSeconds(), "the -43 is still in the window");
        air.hear(1.9, -42);
        assertEquals(List.of(1.9), air.tapSeconds());
    }

    @Test
    void tellsWhatDecided() {
        air.hold(0, 0.5, 0.1, -38).hold(0.5, 1, 0.1, -46);
        assertEquals(List.of(new BandEvent.Tapped(Air.BAND, Air.nanos(0.9), -42.0, 10, Air.nanos(0.9), 0)), air.taps());
    }

    @Test
    void firesOnceHoweverLongItIsHeld() {
        air.hold(0, 600, 0.1, -38);
        assertEquals(1, air.taps().size());
    }

    @Test
    void armsAgainWhenTheMeanIsSixBelowAndNotAtFivePointNine() {
        air.hold(0, 1, 0.1, -42).hold(1, 1.9, 0.1, -48);
        air.hear(1.9, -47);
        air.hold(2, 4, 0.1, -42);
        assertEquals(1, air.taps().size(), "the mean fell to -47.9 only");
        air.hold(4, 5, 0.1, -48).hold(5, 7, 0.1, -42);
        assertEquals(2, air.taps().size(), "the mean fell to -48.0");
    }

    @Test
    void aSampleOfExactlyThreeSecondsStillCountsAndAnOlderOneDoesNot() {
        Air three = new Air(Air.mean(3));
        three.hear(0, -38);
        three.hear(2.5, -42);
        three.hear(3, -42);
        assertEquals(1, three.taps().size());
        Air older = new Air(Air.mean(3));
        older.hear(0, -38);
        older.hear(2.5, -42);
        older.hear(3.001, -42);
        assertEquals(0, older.taps().size(), "two samples are no full window, and span too little");
    }

    @Test
    void aBandThatAdvertisesOnceASecondCountsWithThreeSamplesThatSpanTwoSeconds() {
        air.hear(0, -40);
        air.hear(1, -40);
        assertEquals(List.of(), air.tapSeconds());
        air.hear(2, -40);
        assertEquals(List.of(2.0), air.tapSeconds());
    }

    @Test
    void threeSamplesThatSpanLessThanTwoSecondsDoNotCount() {
        air.hear(0, -40);
        air.hear(1, -40);
        air.hear(1.999, -40);
        assertEquals(0, air.taps().size());
    }

    @Test
    void twoSamplesDoNotCountWhateverTheySpan() {
        air.hear(0, -40);
        air.hear(2.5, -40);
        air.hear(5.1, -40);
        assertEquals(0, air.taps().size());
    }

    @Test
    void aSampleBelowTheThresholdMayDecideWithinHalfASecondOfOneAbove() {
        Air air = new Air(Air.mean(3));
        air.hear(0, -80);
        air.hear(0.1, -38);
        air.hear(0.2, -38);
        air.hear(0.7, -50);
        assertEquals(List.of(0.7), air.tapSeconds(), "mean -42 once the -80 is gone");
    }

    @Test
    void aMeanThatGetsThereLaterDoesNotFireAndWaitsForANewSampleAtTheThreshold() {
        Air air = new Air(Air.mean(3));
        air.hear(0, -80);
        air.hear(0.1, -38);
        air.hear(0.2, -38);
        air.hear(0.701, -44);
        assertEquals(0, air.taps().size(), "0.501 s after the last sample at the threshold");
        air.hear(0.8, -43);
        assertEquals(0, air.taps().size(), "the mean is -41.7, but no new sample reached");
        air.hear(0.9, -42);
        assertEquals(0, air.taps().size(), "now one did, but the mean is -43");
        air.hear(1.0, -38);
        assertEquals(List.of(1.0), air.tapSeconds());
    }

    @ParameterizedTest
    @ValueSource(ints = {Air.UNAUTHENTICATED, Air.OFF_BODY, Air.NOT_ENROLLED})
    void theWindowHoldsNoSampleFromBeforeTheBandWasLastNotWeak(int flags) {
        air.hold(0, 0.9, 0.1, -40);
        air.flags = flags;
        air.hear(0.9, -40);
        air.flags = Air.WEAK;
        air.hold(1.0, 1.9, 0.1, -40);
        assertEquals(0, air.taps().size());
        air.hear(1.9, -40);
        assertEquals(List.of(1.9), air.tapSeconds());
    }

    @Test
    void aThresholdOfZeroSwitchesTapsOff() {
        Air off = new Air(new TapSettings(TapRule.MEAN, 1, 50, 0, -60, -64, Duration.ofSeconds(30)));
        off.hold(0, 10, 0.1, -38);
        assertEquals(0, off.taps().size());
        assertTrue(off.lastPresence().startsWith("weak near"));
    }

    @Test
    void aWindowOfOneSampleFiresAtOnce() {
        Air one = new Air(Air.mean(1));
        one.hear(0, -43);
        one.hear(0.1, -42);
        one.hear(0.2, -47);
        one.hear(0.3, -42);
        one.hear(0.4, -48);
        one.hear(0.5, -42);
        assertEquals(List.of(0.1, 0.5), one.tapSeconds());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 127, 20, -128})
    void aSampleOfUnknownLevelIsNotInTheWindow(int unknown) {
        for (int i = 0; i < 9; i++) {
            air.hear(i * 0.1, -42);
            air.hear(i * 0.1 + 0.05, unknown);
        }
        assertEquals(0, air.taps().size());
        air.hear(0.9, -42);
        assertEquals(List.of(0.9), air.tapSeconds());
    }

    @Test
    void forgottenSamplesDoNotCountAndDoNotArmAgain() {
        air.hold(0, 0.9, 0.1, -40);
        air.tracker.forgetSamples();
        air.hold(0.9, 1.8, 0.1, -40);
        assertEquals(0, air.taps().size());
        air.hold(1.8, 3, 0.1, -40);
        assertEquals(1, air.taps().size());
        air.tracker.forgetSamples();
        air.hold(3, 10, 0.1, -40);
        assertEquals(1, air.taps().size(), "it was still held");
    }

    @Test
    void aLevelOnOneAdapterIsNotMixedWithThatOfAnother() {
        for (int i = 0; i < 9; i++) {
            air.adapter = 0;
            air.hear(i * 0.1, -40);
            air.adapter = 1;
            air.hear(i * 0.1 + 0.01, -75);
        }
        assertEquals(0, air.taps().size());
        air.adapter = 0;
        air.hear(0.9, -40);
        assertEquals(List.of(0.9), air.tapSeconds());
        assertEquals(0, air.taps().get(0).adapter());
    }

    @Test
    void aTapThatTwoAdaptersHearFiresOnce() {
        for (int i = 0; i < 600; i++) {
            air.adapter = i % 2;
            air.hear(i * 0.05, -40);
        }
        assertEquals(1, air.taps().size());
    }

    @Test
    void aFifthAdapterIsHeardToo() {
        for (int adapter = 0; adapter < 5; adapter++) {
            air.adapter = adapter;
            air.hold(adapter, adapter + 1, 0.1, adapter < 4 ? -75 : -40);
        }
        assertEquals(List.of(4.9), air.tapSeconds());
    }

    @Test
    void samplesThatArriveTwiceOrTooLateDoNoHarm() {
        air.hold(0, 0.5, 0.1, -43);
        air.hear(0.4, -38);
        air.hear(0.1, -38);
        air.hear(-5, -38);
        air.hold(0.5, 0.8, 0.1, -43);
        assertEquals(0, air.taps().size(), "nine samples: one more at 0.4, none from the past");
        air.hear(0.8, -37);
        assertEquals(List.of(0.8), air.tapSeconds());
    }

    @Test
    void anOvertakenSampleFromBeforeTheBandWasWeakIsNotInTheWindow() {
        air.flags = Air.UNAUTHENTICATED;
        air.hear(0, -40);
        air.flags = Air.WEAK;
        air.hear(0.5, -40);
        air.adapter = 1;
        for (int i = 0; i < 20; i++) {
            air.hear(0.3, -40);
        }
        assertEquals(0, air.taps().size());
    }

    @Test
    void anOvertakenSightingThatWasNotWeakClearsTheWindow() {
        air.hold(0, 0.9, 0.1, -40);
        air.adapter = 1;
        air.flags = Air.UNAUTHENTICATED;
        air.hear(0.75, -40);
        air.adapter = 0;
        air.flags = Air.WEAK;
        air.hold(0.9, 1.8, 0.1, -40);
        assertEquals(0, air.taps().size());
        assertEquals("weak near 0", air.lastPresence(), "the newer sighting says what it is now");
        air.hear(1.8, -40);
        assertEquals(1, air.taps().size());
    }
}
