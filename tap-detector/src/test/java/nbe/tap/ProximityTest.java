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
    void isNearAtTheThresholdAndFarBelowItWhenFirstKnown(int rssiDbm, String proximity) {
        air.hold(0, 1, 0.1, rssiDbm);
        assertEquals("weak " + proximity + " 0", air.lastPresence());
    }

    @Test
    void isFarOnceFourDecibelsBelow() {
        air.hold(0, 20, 0.1, -60).hold(20, 40, 0.1, -63);
        assertEquals("weak near 0", air.lastPresence());
        air.hold(40, 43, 0.1, -64);
        assertEquals("weak far 0", air.lastPresence());
        air.hold(43, 80, 0.1, -61);
        assertEquals("weak far 0", air.lastPresence());
        air.hold(80, 83, 0.1, -60);
        assertEquals("weak near 0", air.lastPresence());
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
    void anApproachAndADepartureShowWithinThreeSeconds(double interval) {
        air.hold(0, 20, interval, -78);
        assertEquals("weak far 0", air.lastPresence());
        air.hold(20, 23.01, interval, -50);
        assertEquals("weak near 0", air.lastPresence());
        air.hold(25, 28.01, interval, -78);
        assertEquals("weak far 0", air.lastPresence(), "five seconds after it came");
        air.hold(40, 43.01, interval, -59);
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
        Air wide = new Air(new TapSettings(TapRule.MEAN, 1000, 10_000, -42, -60, Duration.ofSeconds(30)));
        wide.hold(0, 20, 0.02, -75).hold(20, 23, 0.02, -50);
        assertEquals("weak near 0", wide.lastPresence());
        assertEquals(3, wide.presences().size(), "unknown, far, near");
    }

    @Test
    void aSmallerMoveOfAQuietBandShowsWithinThreeSecondsToo() {
        air.hold(0, 5, 0.1, -66).hold(5, 8, 0.1, -56);
        assertEquals("weak near 0", air.lastPresence());
        air.hold(8, 11, 0.1, -66);
        assertEquals("weak far 0", air.lastPresence());
    }

    @ParameterizedTest
    @CsvSource({
        // deviation in dB, seconds over which fading stays alike, sightings a second, most early turns an hour
        "3, 0.01, 1, 0.1",
        "3, 0.01, 10, 0.1",
        "6, 0.01, 1, 0.1",
        "6, 0.01, 10, 0.1",
        "6, 0.3, 1, 0.1",
        "6, 0.3, 10, 0.1",
        "4, 1, 1, 0.1",
        "4, 1, 10, 0.1",
        "6, 1, 1, 0.3",
        "6, 1, 10, 0.3",
    })
    void turnsAtMostOnceInTenSecondsWhereverABandStands(double deviation, double alike, double rate, double most) {
        int early = 0;
        int turns = 0;
        double hours = 0;
        for (int meanDbm = -72; meanDbm <= -52; meanDbm += 2) {
            Air still = new Air(Air.mean(10));
            Fading fading = new Fading(meanDbm, deviation, alike);
            for (int i = 0; i < 1800 * rate; i++) {
                still.hear(i / rate, fading.next(meanDbm, 1 / rate));
            }
            hours += 0.5;
            double last = Double.NEGATIVE_INFINITY;
            for (BandEvent.PresenceChanged presence :
                    still.presences().subList(1, still.presences().size())) {
                double seconds = presence.atNanos() / 1e9;
                turns++;
                early += seconds - last < 9.999 ? 1 : 0;
                last = seconds;
            }
        }
        assertTrue(turns > 0, "bands that never turn show nothing");
        assertTrue(early <= most * hours, early + " of " + turns + " turns in " + hours + " h came within 10 s");
    }

    @ParameterizedTest
    @CsvSource({"0, 0.3, 1", "3, 0.3, 1", "3, 1, 10", "6, 0.3, 10", "6, 1, 10", "6, 1, 1"})
    void aRealMoveShowsWithinThreeSecondsThroughFading(double deviation, double alike, double rate) {
        int shown = 0;
        for (int seed = 0; seed < 200; seed++) {
            Air moving = new Air(Air.mean(10));
            Fading fading = new Fading(seed, deviation, alike);
            for (int i = 0; i < 43 * rate; i++) {
                double seconds = i / rate;
                moving.hear(seconds, fading.next(seconds < 20 || seconds >= 40 ? -78 : -50, 1 / rate));
            }
            shown += turned(moving, Proximity.NEAR, 20) && turned(moving, Proximity.FAR, 40) ? 1 : 0;
        }
        assertTrue(shown >= 180, shown + " of 200 visits");
    }

    private static boolean turned(Air air, Proximity to, double from) {
        return air.presences().stream()
                .anyMatch(presence -> presence.proximity() == to
                        && presence.atNanos() >= Air.nanos(from)
                        && presence.atNanos() <= Air.nanos(from + 3));
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
