package nbe.benchmarks.proximity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import nbe.simulator.air.NamedAir;
import nbe.testing.Spread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalkOffsTest {
    private static final Cutoffs SHIPPED = new Cutoffs(-70, -83);

    /** Ten samples a second, so many of each level, one level after the other. */
    private static RssiTrace steps(int samples, int... levelsDbm) {
        return new RssiTrace(
                "steps",
                IntStream.range(0, samples * levelsDbm.length)
                        .mapToDouble(i -> i / 10.0)
                        .toArray(),
                IntStream.range(0, samples * levelsDbm.length)
                        .map(i -> levelsDbm[i / samples])
                        .toArray());
    }

    @Test
    void aBandAtRestDoesNotChangeAndOneThatComesAndGoesChangesEachTime() {
        assertEquals(0, SHIPPED.changes(steps(600, -76)));
        assertEquals(0, SHIPPED.changes(steps(600, -50, -80, -72)));
        assertEquals(3, SHIPPED.changes(steps(600, -50, -90, -50, -90)));
    }

    @Test
    void aWalkOffCountsFromTheMomentFromWhichTheLevelStaysBelow() {
        List<Double> delays = WalkOffs.delays(steps(300, -50, -90), SHIPPED);
        assertEquals(1, delays.size());
        assertEquals(4.1, delays.get(0), 0.2); // 33 of 40 dB, over 5 s
        assertEquals(List.of(), WalkOffs.delays(steps(300, -76, -90), SHIPPED), "it was far before");
        assertEquals(List.of(), WalkOffs.delays(steps(50, -50, -90, -50), SHIPPED), "it came back at once");
    }

    @Test
    void ofSimulatedWalksNineteenInTwentyAreFarWithinSixSeconds() {
        for (int interval : List.of(100, 1000)) {
            List<Double> delays = SimulatedWalks.of(NamedAir.VENDOR, interval, 60, 3).stream()
                    .flatMap(walk -> WalkOffs.delays(walk, SHIPPED).stream())
                    .toList();
            assertTrue(delays.size() >= 50, delays::toString);
            assertTrue(Spread.of(delays).percentile(95) <= 6, delays::toString);
        }
    }

    @Test
    void tracesAreReadFromAllFilesBelowAFolder(@TempDir Path folder) throws IOException {
        Path inner = Files.createDirectories(folder.resolve("inner"));
        Files.writeString(inner.resolve("one.csv"), "t_seconds,rssi_dbm\n0.000,-60\n1.500,-62\n2.000,-90\n");
        RssiTrace trace = RssiTrace.below(folder).get(0);
        assertEquals(-62, trace.medianDbm());
        assertEquals(-60, trace.smoothedDbm()[0], 1e-9); // nothing else within a second
        assertEquals(2 / 3600.0, trace.hours(), 1e-9);
        Files.writeString(inner.resolve("two.csv"), "t_seconds,rssi_dbm\nnothing\n");
        assertThrows(IOException.class, () -> RssiTrace.below(folder));
    }
}
