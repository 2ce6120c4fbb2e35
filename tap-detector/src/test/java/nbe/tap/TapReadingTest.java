package nbe.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A reading says of every sample why it made a tap or none, and never disagrees with what the rule did. */
class TapReadingTest {
    private final List<TapReading> readings = new ArrayList<>();

    private TapReading hear(Air air, double seconds, int rssiDbm) {
        Sighting sighting = air.sighting(seconds, rssiDbm);
        List<BandEvent> events = air.tracker.onSighting(sighting);
        air.said.addAll(events);
        TapReading reading = air.tracker.reading(sighting, events);
        readings.add(reading);
        return reading;
    }

    private void hold(Air air, double from, double until, int rssiDbm) {
        for (int i = 0; from + i * 0.1 < until - 1e-9; i++) {
            hear(air, from + i * 0.1, rssiDbm);
        }
    }

    private List<TapOutcome> outcomes() {
        List<TapOutcome> runs = new ArrayList<>();
        for (TapReading reading : readings) {
            if (runs.isEmpty() || runs.get(runs.size() - 1) != reading.outcome()) {
                runs.add(reading.outcome());
            }
        }
        return runs;
    }

    @Test
    void aTapByTheMeanRuleIsReadAsTooFewThenBelowThenTapThenMustFall() {
        Air air = new Air(Air.mean(10));
        hold(air, 0, 2, -60);
        hold(air, 2, 4, -40);
        assertEquals(List.of(TapOutcome.TOO_FEW, TapOutcome.BELOW, TapOutcome.TAP, TapOutcome.MUST_FALL), outcomes());
        TapReading last = readings.get(readings.size() - 1);
        assertEquals(new TapReading(TapOutcome.MUST_FALL, 10, -40, -42), last);
        hold(air, 4, 8, -60);
        assertEquals(TapOutcome.BELOW, readings.get(readings.size() - 1).outcome());
    }

    @Test
    void aTapByTheAdaptiveRuleNeedsLessTheMoreSamplesStandBehindIt() {
        Air air = new Air(Air.adaptive(10));
        hold(air, 0, 2, -60);
        assertEquals(TapOutcome.BELOW, readings.get(readings.size() - 1).outcome());
        double few = hear(air, 2.0, -44).neededDbm();
        hold(air, 2.1, 5, -44);
        TapReading many = readings.get(readings.size() - 1);
        assertEquals(TapOutcome.BELOW, many.outcome());
        assertEquals(-42, many.neededDbm(), 0.01);
        assertEquals(-44, many.levelDbm(), 0.01);
        assertEquals(-39.88, few, 0.01, "three samples need 2.1 dB more");
        hold(air, 5, 6, -38);
        assertTrue(outcomes().contains(TapOutcome.TAP), outcomes()::toString);
        assertEquals(TapOutcome.MUST_FALL, readings.get(readings.size() - 1).outcome());
    }

    @Test
    void aStrongMeanWithTooManyWeakSamplesIsScattered() {
        Air air = new Air(Air.adaptive(10));
        for (int i = 0; i < 60; i++) {
            hear(air, i * 0.1, i % 2 == 0 ? -20 : -43);
        }
        assertTrue(air.taps().isEmpty(), "one sample in two is not held");
        assertEquals(TapOutcome.SCATTERED, readings.get(readings.size() - 1).outcome());
    }

    @Test
    void aMeanThatIsHighAfterTheBandLeftIsStale() {
        Air air = new Air(Air.mean(4));
        hear(air, 0, -80);
        hear(air, 0.1, -30);
        hear(air, 0.2, -30);
        hear(air, 0.3, -43);
        TapReading left = hear(air, 2.0, -43);
        assertEquals(List.of(), air.taps());
        assertEquals(TapOutcome.STALE, left.outcome());
        assertTrue(left.levelDbm() >= left.neededDbm(), left::toString);
    }

    @Test
    void aBandThatIsNotWeakIsJudgedByNothing() {
        Air air = new Air(Air.adaptive(10));
        air.flags = Air.UNAUTHENTICATED;
        TapReading reading = hear(air, 0, -38);
        assertEquals(TapOutcome.NOT_WEAK, reading.outcome());
        assertEquals(0, reading.samples());
        assertTrue(Double.isNaN(reading.levelDbm()) && Double.isNaN(reading.neededDbm()));
        air.flags = Air.OFF_BODY;
        assertEquals(TapOutcome.NOT_WEAK, hear(air, 1, -38).outcome());
        air.band = Air.OTHER;
        assertEquals(TapOutcome.NOT_WEAK, hear(air, 2, -38).outcome(), "a band that was never here");
    }

    @ParameterizedTest
    @EnumSource
    void aSampleThatOthersOvertookIsLate(TapRule rule) {
        Air air = new Air(new TapSettings(rule, 10, 50, -42, -60, -64, Duration.ofSeconds(30)));
        hold(air, 1, 2, -60);
        assertEquals(TapOutcome.LATE, hear(air, 1.25, -38).outcome());
        assertEquals(TapOutcome.LATE, hear(air, 0.5, -38).outcome(), "from before it was weak");
        assertEquals(TapOutcome.LATE, hear(air, 3, 0).outcome(), "without a level");
    }

    @Test
    void withTapsSwitchedOffNothingIsJudged() {
        Air air = new Air(new TapSettings(TapRule.ADAPTIVE, 10, 50, 0, -60, -64, Duration.ofSeconds(30)));
        assertEquals(TapOutcome.OFF, hear(air, 0, -38).outcome());
    }

    @ParameterizedTest
    @EnumSource
    void theReadingOfEverySampleAgreesWithWhatTheRuleDid(TapRule rule) {
        Set<TapOutcome> seen = EnumSet.noneOf(TapOutcome.class);
        for (long seed = 0; seed < 1_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int threshold = -random.nextInt(30, 70);
            Air air = new Air(
                    new TapSettings(rule, random.nextInt(1, 30), 50, threshold, -60, -64, Duration.ofSeconds(30)));
            double interval = new double[] {0.02, 0.1, 0.25, 0.5, 1}[random.nextInt(5)];
            double seconds = 0;
            double level = threshold - 12;
            for (int i = 0; i < 300; i++) {
                seconds += interval * (1 + random.nextDouble() / 10);
                level += (random.nextDouble() - 0.5) * 10 + (threshold - 2 - level) * 0.05;
                air.flags = random.nextInt(80) == 0 ? Air.UNAUTHENTICATED : Air.WEAK;
                air.adapter = random.nextInt(2);
                int tapsBefore = air.taps().size();
                TapReading reading = hear(air, seconds, (int) Math.max(-127, Math.min(-1, Math.round(level))));
                seen.add(reading.outcome());
                String context = "seed " + seed + " at " + seconds + ": " + reading;
                assertEquals(air.taps().size() > tapsBefore, reading.outcome() == TapOutcome.TAP, context);
                assertEquals(air.flags != Air.WEAK, reading.outcome() == TapOutcome.NOT_WEAK, context);
                switch (reading.outcome()) {
                    case TAP, STALE, SCATTERED -> assertTrue(reading.levelDbm() >= reading.neededDbm() - 1e-9, context);
                    case BELOW -> assertTrue(reading.levelDbm() < reading.neededDbm(), context);
                    default -> assertTrue(reading.samples() == 0 || reading.samples() <= i + 1, context);
                }
            }
        }
        Set<TapOutcome> common = EnumSet.of(
                TapOutcome.TAP, TapOutcome.BELOW, TapOutcome.TOO_FEW, TapOutcome.MUST_FALL, TapOutcome.NOT_WEAK);
        assertTrue(seen.containsAll(common), "streams that show too little: " + seen);
    }
}
