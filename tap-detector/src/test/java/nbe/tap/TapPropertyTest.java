package nbe.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What no stream of sightings may bring about, and what each held band must, under settings of every kind. */
class TapPropertyTest {
    private static final int[] WINDOWS = {1, 2, 3, 4, 5, 7, 10, 15, 20, 40, 100, 400, 1000};
    private static final int[] THRESHOLDS = {-103, -90, -60, -45, -42, -41, -30, -5};

    @ParameterizedTest
    @EnumSource
    void everyTapIsOfAWeakBandFromFreshSamplesAndOfOneWindow(TapRule rule) {
        int taps = 0;
        for (long seed = 0; seed < 2_000; seed++) {
            taps += randomStream(rule, seed);
        }
        assertTrue(taps > 500, "streams that hardly ever tap show nothing: " + taps);
    }

    private static int randomStream(TapRule rule, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int threshold = THRESHOLDS[random.nextInt(THRESHOLDS.length)];
        Air air = new Air(settings(rule, WINDOWS[random.nextInt(WINDOWS.length)], threshold));
        String context = "seed " + seed + " " + rule;
        double interval = interval(random);
        double seconds = 100;
        double level = threshold - 5;
        double[] strongAt = {-1, -1};
        double notWeakAt = -1;
        int taps = 0;
        for (int i = 0; i < 300; i++) {
            seconds += random.nextInt(80) == 0 ? random.nextDouble() * 35 : interval * (1 + random.nextDouble() / 10);
            level += (random.nextDouble() - 0.5) * 12 + (threshold - level) * 0.1;
            int rssi = (int) Math.max(-127, Math.min(-1, Math.round(level)));
            air.flags = random.nextInt(60) == 0 ? random.nextInt(8) : Air.WEAK;
            air.adapter = random.nextInt(2);
            if (air.flags != Air.WEAK) {
                notWeakAt = seconds;
            } else if (rssi >= threshold) {
                strongAt[air.adapter] = seconds;
            }
            for (BandEvent.Tapped tap : Air.taps(air.hear(seconds, rssi))) {
                taps++;
                assertEquals(Air.WEAK, air.flags, context);
                assertEquals(Air.nanos(seconds), tap.atNanos(), context);
                assertEquals(air.adapter, tap.adapter(), context);
                assertTrue(tap.levelDbm() >= threshold, context + ": " + tap);
                assertTrue(seconds - strongAt[air.adapter] <= 0.5000001, context + ": a tap in hindsight: " + tap);
                assertTrue(strongAt[air.adapter] > notWeakAt, context + ": strong before it was weak: " + tap);
                assertTrue(tap.atNanos() - tap.spanNanos() > Air.nanos(notWeakAt), context + ": an old sample: " + tap);
            }
        }
        return taps;
    }

    @ParameterizedTest
    @EnumSource
    void neverTapsWhileAllSamplesAreBelowTheThreshold(TapRule rule) {
        for (long seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int threshold = -random.nextInt(20, 90);
            Air air = new Air(settings(rule, WINDOWS[random.nextInt(WINDOWS.length)], threshold));
            double interval = interval(random);
            int depth = random.nextInt(1, 12);
            double seconds = 0;
            for (int i = 0; i < 400; i++) {
                seconds += interval * (0.5 + random.nextDouble());
                air.hear(seconds, threshold - 1 - random.nextInt(depth));
            }
            assertEquals(List.of(), air.tapSeconds(), "seed " + seed);
        }
    }

    @Test
    void heldByABandAtTenPerSecondTapsOnceWithinTheWindowAndTwoHundredFiftyMilliseconds() {
        for (long seed = 0; seed < 3_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int windowTap = WINDOWS[random.nextInt(WINDOWS.length)];
            double window = windowTap * 0.05;
            double interval = new double[] {0.1, 0.1, 0.05, 0.02, 0.0625}[random.nextInt(5)];
            held(random, seed, windowTap, interval, window + 0.25, Math.min(window + 20, 60));
        }
    }

    @Test
    void heldByABandAtFourPerSecondTapsOnceWithinASecond() {
        for (long seed = 0; seed < 3_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            held(random, seed, WINDOWS[random.nextInt(WINDOWS.length)], 0.25, 1.0, 30);
        }
    }

    private static void held(
            SplittableRandom random, long seed, int windowTap, double interval, double within, double holdSeconds) {
        int threshold = -random.nextInt(10, 100);
        Air air = new Air(settings(TapRule.ADAPTIVE, windowTap, threshold));
        String context =
                "seed " + seed + ", window " + windowTap + ", interval " + interval + ", threshold " + threshold;
        double seconds = 0;
        int past = random.nextInt(60);
        int below = random.nextInt(1, 25);
        for (int i = 0; i < past; i++) {
            seconds += interval;
            air.hear(seconds, Math.max(-127, threshold - below - random.nextInt(3)));
        }
        if (random.nextInt(4) == 0) {
            air.flags = Air.UNAUTHENTICATED;
            seconds += interval;
            air.hear(seconds, -1);
            air.flags = Air.WEAK;
        }
        assertEquals(0, air.taps().size(), context);
        double arrived = seconds + random.nextDouble() * interval;
        int spread = random.nextInt(1, 4);
        while (seconds < arrived + holdSeconds) {
            seconds += interval + random.nextDouble() * 0.003;
            air.hear(seconds, Math.min(-1, threshold + 3 + random.nextInt(spread)));
        }
        assertEquals(1, air.taps().size(), context);
        assertTrue(
                air.tapSeconds().get(0) - arrived <= within + 1e-9,
                context + ": " + (air.tapSeconds().get(0) - arrived) + " s after it came");
    }

    @Test
    void aSingleSampleOfABandAtThreePerSecondOrMoreNeverTaps() {
        for (long seed = 0; seed < 1_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int threshold = -random.nextInt(20, 80);
            Air air = new Air(settings(TapRule.ADAPTIVE, WINDOWS[random.nextInt(WINDOWS.length)], threshold));
            double interval = new double[] {0.02, 0.1, 0.2, 0.25, 0.333}[random.nextInt(5)];
            boolean noisy = random.nextBoolean();
            int rest = threshold - (noisy ? random.nextInt(11, 30) : random.nextInt(1, 30));
            double seconds = 0;
            for (int i = 1; i < 600; i++) {
                do {
                    seconds += interval + random.nextDouble() * 0.01;
                } while (random.nextInt(10) == 0);
                boolean spike = i % Math.max(25, (int) (5 / interval)) == 0;
                int noise = noisy ? -random.nextInt(8) : 0;
                air.hear(seconds, Math.max(-127, spike ? threshold + random.nextInt(19) : rest + noise));
            }
            assertEquals(List.of(), air.tapSeconds(), "seed " + seed + ", interval " + interval + ", rest " + rest);
        }
    }

    @ParameterizedTest
    @EnumSource
    void betweenTwoTapsTheBandWasSixDecibelsBelowOrAbsent(TapRule rule) {
        for (long seed = 0; seed < 1_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Air air = new Air(settings(rule, random.nextInt(1, 16), -50));
            double interval = interval(random);
            double seconds = 0;
            int deepest = -random.nextInt(51, 56);
            for (int i = 0; i < 600; i++) {
                seconds += Math.min(interval * (1 + random.nextDouble() / 10), 20);
                air.hear(seconds, random.nextInt(deepest, -40));
            }
            assertTrue(air.taps().size() <= 1, "seed " + seed + ": never below " + deepest + " dBm, " + air.taps());
        }
    }

    /** What one adapter goes through, stalls and restarts, must neither cost a tap at the other nor make one. */
    @ParameterizedTest
    @EnumSource
    void oneAdapterThatForgetsChangesNothingAtTheOther(TapRule rule) {
        int taps = 0;
        for (long seed = 0; seed < 1_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TapSettings settings = settings(rule, WINDOWS[random.nextInt(WINDOWS.length)], -42);
            Air one = new Air(settings);
            Air both = new Air(settings);
            both.adapter = 1;
            double interval = interval(random);
            double seconds = 0;
            double level = -45;
            for (int i = 0; i < 300; i++) {
                seconds += interval * (1 + random.nextDouble() / 10);
                level += (random.nextDouble() - 0.5) * 14 - (level + 48) * 0.1;
                int rssi = (int) Math.max(-127, Math.min(-1, Math.round(level)));
                one.hear(seconds, rssi);
                both.hear(seconds, rssi);
                if (random.nextInt(10) == 0) {
                    both.tracker.forgetSamples(random.nextBoolean() ? 0 : 7);
                }
            }
            assertEquals(one.tapSeconds(), both.tapSeconds(), "seed " + seed);
            assertEquals(words(one), words(both), "seed " + seed);
            taps += one.taps().size();
        }
        assertTrue(taps > 500, "streams that hardly ever tap show nothing: " + taps);
    }

    /** Two adapters hear a band that is held to one of them; each of them stalls or restarts when it likes. */
    @ParameterizedTest
    @EnumSource
    void aVisitIsOneTapWhicheverAdapterForgets(TapRule rule) {
        for (long seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Air air = new Air(settings(rule, random.nextInt(2, 16), -42));
            double interval = new double[] {0.02, 0.05, 0.1, 0.25}[random.nextInt(4)];
            int stronger = random.nextInt(2);
            int forgetful = random.nextInt(2);
            int elsewhere = -random.nextInt(50, 90);
            // The longest that a stalled or restarted adapter hears nothing before it says that it forgets.
            double deafFor = random.nextDouble() * 8;
            double visit = 5;
            double deafFrom = visit + 4 + random.nextDouble() * 3;
            double leaves = visit + 20;
            boolean forgot = false;
            for (double seconds = 0; seconds < leaves + 20; seconds += interval) {
                boolean held = seconds >= visit && seconds < leaves;
                boolean deaf = seconds >= deafFrom && seconds < deafFrom + deafFor;
                if (!forgot && seconds >= deafFrom + deafFor) {
                    air.tracker.forgetSamples(forgetful);
                    forgot = true;
                }
                for (int adapter = 0; adapter < 2; adapter++) {
                    if (!deaf || adapter != forgetful) {
                        air.adapter = adapter;
                        air.hear(seconds + adapter * 0.001, held && adapter == stronger ? -38 : elsewhere);
                    }
                }
            }
            String context = "seed " + seed + ", deaf for " + deafFor + " s, " + air.tapSeconds();
            assertEquals(1, air.taps().size(), context);
            assertEquals(stronger, air.taps().get(0).adapter(), context);
            assertTrue(air.tapSeconds().get(0) < deafFrom, context);
            // The next visit counts.
            air.adapter = stronger;
            air.hold(leaves + 20, leaves + 23, interval, -38);
            assertEquals(2, air.taps().size(), context);
        }
    }

    private static List<String> words(Air air) {
        return air.presences().stream().map(Air::words).toList();
    }

    private static TapSettings settings(TapRule rule, int windowTap, int threshold) {
        return new TapSettings(rule, windowTap, Math.max(windowTap, 50), threshold, -60, -64, Duration.ofSeconds(30));
    }

    private static double interval(SplittableRandom random) {
        return new double[] {0.02, 0.1, 0.25, 0.333, 0.5, 1, 2}[random.nextInt(7)];
    }
}
