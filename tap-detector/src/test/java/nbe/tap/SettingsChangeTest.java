package nbe.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Settings that change while bands are here: no tap comes of it, none is told twice, and presence stays. */
class SettingsChangeTest {
    private static TapSettings settings(TapRule rule, int threshold, int near, int absentAfter) {
        return new TapSettings(rule, 10, 50, threshold, near, near - 4, Duration.ofSeconds(absentAfter));
    }

    private static TapSettings threshold(TapRule rule, int dbm) {
        return settings(rule, dbm, -60, 30);
    }

    @ParameterizedTest
    @EnumSource
    void aTapOfARandomlyChangingRuleIsOfSamplesHeardUnderTheSettingsThatDecideIt(TapRule first) {
        int taps = 0;
        for (long seed = 0; seed < 1_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TapSettings now = threshold(first, -42);
            Air air = new Air(now);
            double interval = List.of(0.05, 0.1, 0.25, 1.0).get(random.nextInt(4));
            double seconds = 100;
            double changed = seconds;
            double level = -50;
            for (int i = 0; i < 300; i++) {
                seconds += interval * (1 + random.nextDouble() / 10);
                level += (random.nextDouble() - 0.5) * 12 + (-50 - level) * 0.1;
                int rssi = (int) Math.max(-127, Math.min(-1, Math.round(level)));
                if (random.nextInt(15) == 0) {
                    TapSettings next = random(random);
                    changed = next.readSamplesUnlike(now) ? seconds - interval / 2 : changed;
                    now = next;
                    air.use(now);
                }
                for (BandEvent.Tapped tap : Air.taps(air.hear(seconds, rssi))) {
                    taps++;
                    assertTrue(tap.levelDbm() >= now.tapThresholdDbm(), "seed " + seed + ": " + tap + " by " + now);
                    assertTrue(tap.atNanos() - tap.spanNanos() > Air.nanos(changed), "seed " + seed + ": " + tap);
                }
            }
        }
        assertTrue(taps > 500, "streams that hardly ever tap show nothing: " + taps);
    }

    @Test
    void aShorterLongWindowCountsForABandThatIsHere() {
        Air air = new Air(new TapSettings(TapRule.MEAN, 5, 1000, -42, -60, -64, Duration.ofSeconds(30)));
        air.hold(0, 20, 0.02, -75);
        air.use(new TapSettings(TapRule.MEAN, 5, 10, -42, -60, -64, Duration.ofSeconds(30)));
        air.hold(20, 21, 0.02, -75).hold(21, 21.3, 0.02, -50);
        assertEquals("weak near 0", air.lastPresence(), "after 10 samples, not after most of 250");
    }

    private static TapSettings random(SplittableRandom random) {
        int window = random.nextInt(1, 20);
        return new TapSettings(
                TapRule.values()[random.nextInt(2)],
                window,
                window + random.nextInt(50),
                List.of(-42, -45, -55, -70).get(random.nextInt(4)),
                -random.nextInt(50, 80),
                -random.nextInt(80, 100),
                Duration.ofSeconds(random.nextInt(5, 60)));
    }

    @ParameterizedTest
    @EnumSource
    void aBandThatNeverFallsIsTappedOnceHoweverOftenTheThresholdMoves(TapRule rule) {
        for (long seed = 0; seed < 1_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Air air = new Air(threshold(rule, -42));
            double seconds = 0;
            for (int i = 0; i < 600; i++) {
                seconds += 0.1;
                air.hear(seconds, random.nextInt(-47, -38));
                if (random.nextInt(20) == 0) {
                    air.use(threshold(rule, -random.nextInt(42, 51)));
                }
            }
            assertTrue(air.taps().size() <= 1, "seed " + seed + ": " + air.taps());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatSaysNothingAboutTapsChangesNoTap(TapRule rule) {
        int taps = 0;
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Air still = new Air(threshold(rule, -42));
            Air changing = new Air(threshold(rule, -42));
            double seconds = 0;
            double level = -45;
            for (int i = 0; i < 300; i++) {
                seconds += 0.1;
                level += (random.nextDouble() - 0.5) * 14 - (level + 48) * 0.1;
                int rssi = (int) Math.max(-127, Math.min(-1, Math.round(level)));
                still.hear(seconds, rssi);
                changing.hear(seconds, rssi);
                changing.use(settings(rule, -42, -random.nextInt(50, 90), random.nextInt(5, 60)));
            }
            assertEquals(still.tapSeconds(), changing.tapSeconds(), "seed " + seed);
            taps += still.taps().size();
        }
        assertTrue(taps > 100, "streams that hardly ever tap show nothing: " + taps);
    }

    @ParameterizedTest
    @EnumSource
    void aBandHeldBetweenTheOldThresholdAndTheNewIsTappedByNewSamplesOnly(TapRule rule) {
        Air air = new Air(threshold(rule, -42)).hold(0, 10, 0.1, -50);
        air.use(threshold(rule, -60));
        assertEquals(List.of(), air.time(10.5), "time alone");
        assertEquals(List.of(), Air.taps(air.hear(10.6, -50)), "one sample");
        air.hold(10.7, 12, 0.1, -50);
        assertEquals(1, air.taps().size());
        air.hold(12, 20, 0.1, -50);
        assertEquals(1, air.taps().size(), "held");
    }

    @ParameterizedTest
    @EnumSource
    void switchedOffAndOnATapStillHasToFall(TapRule rule) {
        Air air = new Air(threshold(rule, -42)).hold(0, 5, 0.1, -40);
        assertEquals(1, air.taps().size());
        air.use(threshold(rule, TapSettings.NO_TAPS));
        air.hold(5, 10, 0.1, -40);
        air.use(threshold(rule, -42));
        air.hold(10, 15, 0.1, -40);
        assertEquals(1, air.taps().size(), "the same hand all the time");
        air.hold(15, 18, 0.1, -80).hold(18, 20, 0.1, -40);
        assertEquals(2, air.taps().size(), "another one");
    }

    @Test
    void aSlowBandIsStillKnownAsSlow() {
        Air air = new Air(threshold(TapRule.ADAPTIVE, -30)).hold(0, 20, 1, -60);
        air.use(threshold(TapRule.ADAPTIVE, -42));
        air.hold(20, 25, 1, -60);
        assertEquals(1, Air.taps(air.hear(25, -40)).size(), "at its first sample in place");
    }

    @Test
    void presenceAndProximityStayUntilSamplesSayOtherwise() {
        Air air = new Air(settings(TapRule.ADAPTIVE, -42, -60, 30)).hold(0, 20, 0.1, -65);
        assertEquals("weak far 0", air.lastPresence());
        int before = air.presences().size();
        air.use(new TapSettings(TapRule.MEAN, 20, 80, -50, -60, -64, Duration.ofSeconds(40)));
        air.hold(20, 40, 0.1, -65);
        assertEquals(before, air.presences().size(), "not unknown in between");
        air.use(new TapSettings(TapRule.MEAN, 20, 80, -50, -70, -74, Duration.ofSeconds(40)));
        assertEquals(1, air.hear(40, -65).size(), "near at the next sample");
        assertEquals("weak near 0", air.lastPresence());
    }

    @Test
    void aShorterAbsenceCountsAtOnceAndALongerOneKeepsWhoIsHere() {
        Air air = new Air(settings(TapRule.ADAPTIVE, -42, -60, 30)).hold(0, 1, 0.1, -65);
        air.use(settings(TapRule.ADAPTIVE, -42, -60, 60));
        assertEquals(List.of(), air.time(45));
        air.use(settings(TapRule.ADAPTIVE, -42, -60, 10));
        assertTrue(air.tracker.deadlineNanos() <= Air.nanos(45), "it is due");
        assertEquals(1, air.time(45).size());
        assertEquals("absent unknown 0", air.lastPresence());
    }

    @Test
    void aBandThatComesBackLaterIsJudgedByTheNewSettings() {
        Air air = new Air(settings(TapRule.ADAPTIVE, -42, -60, 5)).hold(0, 1, 0.1, -65);
        air.time(10);
        air.use(settings(TapRule.ADAPTIVE, -60, -60, 5));
        air.hold(20, 22, 0.1, -50);
        assertEquals(1, air.taps().size());
    }
}
