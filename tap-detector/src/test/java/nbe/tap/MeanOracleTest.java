package nbe.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The mean rule a second time, written down naively from docs/protocol.md, against the tracker on random streams. */
class MeanOracleTest {
    private static final int STREAMS = 1_000;

    private record Sample(long atNanos, int rssiDbm) {}

    /** All samples of one weak spell are kept, and everything is worked out anew for each. */
    private static final class Oracle {
        private final int windowTap;
        private final int threshold;
        private final List<Sample> spell = new ArrayList<>();
        private boolean armed = true;

        Oracle(int windowTap, int threshold) {
            this.windowTap = windowTap;
            this.threshold = threshold;
        }

        boolean onSample(long at, int rssi) {
            spell.add(new Sample(at, rssi));
            List<Sample> fresh =
                    spell.stream().filter(s -> at - s.atNanos <= 3_000_000_000L).toList();
            List<Sample> window = fresh.subList(Math.max(0, fresh.size() - windowTap), fresh.size());
            long span = at - window.get(0).atNanos;
            boolean counts = window.size() == windowTap || (window.size() >= 3 && span >= 2_000_000_000L);
            int sum = window.stream().mapToInt(Sample::rssiDbm).sum();
            if (!counts) {
                return false;
            }
            boolean lately = spell.stream().anyMatch(s -> s.rssiDbm >= threshold && at - s.atNanos <= 500_000_000L);
            if (armed && lately && sum >= threshold * window.size()) {
                armed = false;
                return true;
            }
            if (sum <= (threshold - 6) * window.size()) {
                armed = true;
            }
            return false;
        }
    }

    @Test
    void theTrackerFiresExactlyWhereTheNaiveRuleDoes() {
        int taps = 0;
        for (int stream = 0; stream < STREAMS; stream++) {
            taps += compare(stream);
        }
        assertTrue(taps > STREAMS, "streams that hardly ever tap compare nothing: " + taps);
    }

    private static int compare(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int windowTap = random.nextInt(4) == 0 ? random.nextInt(1, 1001) : random.nextInt(1, 16);
        int threshold = -random.nextInt(38, 80);
        TapSettings settings = new TapSettings(
                TapRule.MEAN, windowTap, Math.max(windowTap, 50), threshold, -60, -64, Duration.ofSeconds(30));
        Air air = new Air(settings);
        Oracle oracle = new Oracle(windowTap, threshold);
        List<Long> expected = new ArrayList<>();
        double meanInterval = new double[] {0.02, 0.1, 0.25, 1}[random.nextInt(4)];
        double level = threshold - 10;
        double seconds = 1000;
        long seen = 0;
        boolean present = false;
        for (int i = 0; i < 400; i++) {
            seconds += interval(random, meanInterval);
            level += (random.nextDouble() - 0.5) * 10 + (threshold - 2 - level) * 0.05;
            int rssi = (int) Math.max(-103, Math.min(-30, level + (random.nextDouble() - 0.5) * 8));
            int flags = random.nextInt(100) == 0 ? random.nextInt(8) : Air.WEAK;
            air.flags = flags;
            air.hear(seconds, rssi);
            long at = Air.nanos(seconds);
            if (present && at - seen >= 30_000_000_000L) {
                oracle.spell.clear();
                oracle.armed = true;
            }
            present = (flags & 5) == 5;
            seen = at;
            if (!present) {
                oracle.armed = true;
            }
            if (flags != Air.WEAK) {
                oracle.spell.clear();
            } else if (oracle.onSample(at, rssi)) {
                expected.add(at);
            }
        }
        assertEquals(
                expected,
                air.taps().stream().map(BandEvent.Tapped::atNanos).toList(),
                "seed " + seed + ", window " + windowTap + ", threshold " + threshold);
        return expected.size();
    }

    private static double interval(SplittableRandom random, double mean) {
        return switch (random.nextInt(60)) {
            case 0 -> random.nextDouble() * 4;
            case 1 -> 29.9 + random.nextDouble() / 5;
            case 2 -> 0;
            default -> mean * (0.9 + random.nextDouble() / 5);
        };
    }
}
