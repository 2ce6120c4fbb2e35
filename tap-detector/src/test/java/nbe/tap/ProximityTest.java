package nbe.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Near, far, unknown (docs/protocol.md, sections 2 and 4). */
class ProximityTest {
    private final Air air = new Air(Air.mean(10));

    @Test
    void isUnknownUntilTenSamplesAreIn() {
        air.hold(0, 0.9, 0.1, -50);
        assertEquals("weak unknown 0", air.lastPresence());
        air.hear(0.9, -50);
        assertEquals("weak near 0", air.lastPresence());
    }

    @Test
    void isUnknownUntilTwoSecondsOfSamplesAreIn() {
        air.hear(0, -50);
        air.hear(1, -50);
        air.hear(1.99, -50);
        assertEquals("weak unknown 0", air.lastPresence());
        air.hear(2, -50);
        assertEquals("weak near 0", air.lastPresence());
    }

    @ParameterizedTest
    @CsvSource({"-60, near", "-61, far", "-64, far", "-59, near"})
    void isNearAtTheCloseCutoffAndFarBelowItWhenFirstKnown(int rssiDbm, String proximity) {
        air.hold(0, 1, 0.1, rssiDbm);
        assertEquals("weak " + proximity + " 0", air.lastPresence());
    }

    @Test
    void staysWhatItWasBetweenTheCutoffs() {
        air.hold(0, 20, 0.1, -60).hold(20, 40, 0.1, -63);
        assertEquals("weak near 0", air.lastPresence());
        air.hold(40, 45, 0.1, -64);
        assertEquals("weak far 0", air.lastPresence());
        air.hold(45, 80, 0.1, -61);
        assertEquals("weak far 0", air.lastPresence());
        air.hold(80, 85, 0.1, -60);
        assertEquals("weak near 0", air.lastPresence());
        assertEquals(4, air.presences().size(), "unknown, near, far, near");
    }

    @Test
    void withoutACloseCutoffItIsAlwaysUnknown() {
        Air off = new Air(cutoffs(0, -83));
        off.hold(0, 10, 0.1, -50).hold(10, 20, 0.1, -95);
        assertEquals(
                List.of("weak unknown 0"),
                off.presences().stream().map(Air::words).toList());
    }

    @Test
    void switchedOffItIsUnknownAtOnceAndSwitchedOnItIsKnownWithTheNextSample() {
        air.hold(0, 10, 0.1, -50);
        air.use(cutoffs(0, -83));
        assertEquals("weak unknown 0", air.lastPresence());
        int told = air.presences().size();
        air.hear(10, -50);
        assertEquals(told, air.presences().size(), "nothing changed");
        air.use(cutoffs(-70, -83));
        air.hear(10.1, -50);
        assertEquals("weak near 0", air.lastPresence());
    }

    @ParameterizedTest
    @CsvSource({"0.02, 5", "0.1, 5", "0.25, 5", "0.5, 5", "1, 5", "2, 6"})
    void aBandWhoseLevelStaysBelowTheFarCutoffIsFarWithinSixSeconds(double interval, double most) {
        for (int near = -38; near >= -83; near -= 5) {
            for (int away = -83; away >= -103; away -= 5) {
                Air vendor = new Air(cutoffs(-70, -83));
                vendor.hold(0, 20, interval, -50).hold(20, 40, interval, near);
                vendor.hold(40, 40 + most + 0.01, interval, away);
                assertEquals("weak far 0", vendor.lastPresence(), near + " to " + away);
            }
        }
    }

    private static TapSettings cutoffs(int close, int far) {
        return new TapSettings(TapRule.MEAN, 10, 50, -42, close, far, Duration.ofSeconds(30));
    }

    @Test
    void aFullWindowOfSamplesThatDoNotDifferTellsTheSmallestMoveAtOnce() {
        air.hold(0, 1.2, 0.02, -60);
        assertEquals("weak near 0", air.lastPresence());
        air.hold(1.2, 2.4, 0.02, -63);
        assertEquals("weak near 0", air.lastPresence());
        air.hold(2.4, 3.6, 0.02, -64);
        assertEquals("weak far 0", air.lastPresence());
        air.hold(3.6, 4.8, 0.02, -61);
        assertEquals("weak far 0", air.lastPresence());
        air.hold(4.8, 6, 0.02, -60);
        assertEquals("weak near 0", air.lastPresence());
    }

    @Test
    void isUnknownWhileAbsentAndUntilEnoughSamplesAreInAgain() {
        air.hold(0, 5, 0.1, -50);
        air.flags = Air.OFF_BODY;
        air.hear(5, -50);
        assertEquals("absent unknown 0", air.lastPresence());
        air.flags = Air.WEAK;
        air.hold(6, 6.9, 0.1, -70);
        assertEquals("weak unknown 0", air.lastPresence());
        air.hear(6.9, -70);
        assertEquals("weak far 0", air.lastPresence());
    }

    @Test
    void staysKnownWhenTheWearerAuthenticates() {
        air.flags = Air.UNAUTHENTICATED;
        air.hold(0, 5, 0.1, -50);
        assertEquals("unauthenticated near 0", air.lastPresence());
        air.flags = Air.WEAK;
        air.hear(5, -50);
        assertEquals("weak near 0", air.lastPresence());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.1, 0.25, 0.5, 1})
    void anApproachAndADepartureShowWithinSixSeconds(double interval) {
        air.hold(0, 20, interval, -78);
        assertEquals("weak far 0", air.lastPresence());
        air.hold(20, 26, interval, -50);
        assertEquals("weak near 0", air.lastPresence());
        air.hold(26, 32, interval, -78);
        assertEquals("weak far 0", air.lastPresence());
        air.hold(40, 46, interval, -59);
        assertEquals("weak near 0", air.lastPresence(), "just above");
    }

    @Test
    void theVerdictOfTheStrongerAdapterStandsWhileThatOneForgets() {
        hearBoth(0, 2);
        for (int restarts = 1; restarts < 10; restarts++) {
            air.adapter = 0;
            air.hold(restarts * 4 - 2, restarts * 4, 0.1, -75); // the other one restarts, and hears nothing for 2 s
            air.tracker.forgetSamples(1);
            hearBoth(restarts * 4, restarts * 4 + 2);
        }
        assertEquals(
                List.of("weak unknown 0", "weak near 0"),
                air.presences().stream().map(Air::words).toList());
    }

    @Test
    void anAdapterThatForgotAndHearsNothingAnyMoreIsNotWaitedForLongerThanThreeSeconds() {
        hearBoth(0, 12);
        air.tracker.forgetSamples(1);
        air.adapter = 0;
        air.hold(12, 14.9, 0.1, -75);
        assertEquals("weak near 0", air.lastPresence());
        air.hold(14.9, 16, 0.1, -75);
        assertEquals("weak far 0", air.lastPresence());
    }

    /** Adapter 1 near the band, adapter 0 far away. */
    private void hearBoth(double from, double until) {
        for (double seconds = from; seconds < until - 0.05; seconds += 0.1) {
            air.adapter = 1;
            air.hear(seconds, -45);
            air.adapter = 0;
            air.hear(seconds, -75);
        }
    }

    @Test
    void theStrongerAdapterDecides() {
        for (int i = 0; i < 50; i++) {
            air.adapter = 0;
            air.hear(i * 0.1, -80);
            air.adapter = 1;
            air.hear(i * 0.1, -50);
        }
        assertEquals("weak near 0", air.lastPresence());
        assertEquals(2, air.presences().size());
    }

    @Test
    void aWindowOfTenThousandSamplesIsNoSlower() {
        Air wide = new Air(new TapSettings(TapRule.MEAN, 1000, 10_000, -42, -60, -64, Duration.ofSeconds(30)));
        wide.hold(0, 20, 0.02, -75).hold(20, 25, 0.02, -50);
        assertEquals("weak near 0", wide.lastPresence());
        assertEquals(3, wide.presences().size(), "unknown, far, near");
    }

    @Test
    void aSmallerMoveOfAQuietBandShowsToo() {
        air.hold(0, 5, 0.1, -66).hold(5, 10, 0.1, -56);
        assertEquals("weak near 0", air.lastPresence());
        air.hold(10, 15, 0.1, -66);
        assertEquals("weak far 0", air.lastPresence());
    }

    @ParameterizedTest
    @CsvSource({
        // deviation in dB, seconds over which fading stays alike, sightings a second, most changes an hour
        "3, 0.01, 1, 0.3",
        "3, 0.01, 10, 0.3",
        "6, 0.01, 1, 3",
        "6, 0.01, 10, 0.3",
        "6, 0.3, 1, 3",
        "6, 0.3, 10, 1",
        "4, 1, 1, 2",
        "4, 1, 10, 2",
    })
    void aBandAtRestHardlyChangesWhereverItStands(double deviation, double alike, double rate, double most) {
        int changes = 0;
        double hours = 0;
        for (int meanDbm = -92; meanDbm <= -60; meanDbm += 2) {
            Air still = new Air(cutoffs(-70, -83));
            Fading fading = new Fading(meanDbm, deviation, alike);
            for (int i = 0; i < 1800 * rate; i++) {
                still.hear(i / rate, fading.next(meanDbm, 1 / rate));
            }
            hours += 0.5;
            changes += still.presences().size() - 2; // unknown, and the first that is known
        }
        assertTrue(changes <= most * hours, changes + " changes in " + hours + " h");
    }

    @ParameterizedTest
    @CsvSource({"0, 0.3, 1", "3, 0.3, 1", "3, 1, 10", "6, 0.3, 10", "6, 1, 10", "6, 1, 1"})
    void aRealMoveShowsWithinSixSecondsThroughFading(double deviation, double alike, double rate) {
        int shown = 0;
        for (int seed = 0; seed < 200; seed++) {
            Air moving = new Air(cutoffs(-70, -83));
            Fading fading = new Fading(seed, deviation, alike);
            for (int i = 0; i < 47 * rate; i++) {
                double seconds = i / rate;
                moving.hear(seconds, fading.next(seconds < 20 || seconds >= 40 ? -92 : -55, 1 / rate));
            }
            shown += turned(moving, Proximity.NEAR, 20) && turned(moving, Proximity.FAR, 40) ? 1 : 0;
        }
        assertTrue(shown >= 190, shown + " of 200 visits");
    }

    private static boolean turned(Air air, Proximity to, double from) {
        return air.presences().stream()
                .anyMatch(presence -> presence.proximity() == to
                        && presence.atNanos() >= Air.nanos(from)
                        && presence.atNanos() <= Air.nanos(from + 6));
    }

    /** Levels around a mean, normally distributed, each like the one before for some time. */
    private static final class Fading {
        private final Random random;
        private final double deviation;
        private final double alikeSeconds;
        private double now;

        Fading(long seed, double deviation, double alikeSeconds) {
            this.random = new Random(seed);
            this.deviation = deviation;
            this.alikeSeconds = alikeSeconds;
            this.now = random.nextGaussian();
        }

        int next(int meanDbm, double afterSeconds) {
            double kept = Math.exp(-afterSeconds / alikeSeconds);
            now = kept * now + Math.sqrt(1 - kept * kept) * random.nextGaussian();
            return (int) Math.max(-103, Math.min(-38, Math.round(meanDbm + deviation * now)));
        }
    }
}
