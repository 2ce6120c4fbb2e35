package nbe.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WalkOffsTest {
    /** Ten samples a second, 30 s of each level. */
    private static LevelTrace steps(int... levelsDbm) {
        int samples = 300 * levelsDbm.length;
        return new LevelTrace(
                IntStream.range(0, samples).mapToDouble(i -> i / 10.0).toArray(),
                IntStream.range(0, samples).map(i -> levelsDbm[i / 300]).toArray());
    }

    private static int changes(int... levelsDbm) {
        LevelTrace trace = steps(levelsDbm);
        ProximityJudge judge = new ProximityJudge(-70, -83);
        for (int i = 0; i < trace.size(); i++) {
            judge.hear(trace.seconds[i], trace.levelDbm(i, 0));
        }
        return judge.changes();
    }

    @Test
    void aBandBetweenTheCutoffsDoesNotChangeAndOneThatComesAndGoesChangesEachTime() {
        assertEquals(0, changes(-76));
        assertEquals(0, changes(-50, -80, -72));
        assertEquals(3, changes(-50, -90, -50, -90));
    }

    @Test
    void aWalkOffCountsFromTheMomentFromWhichTheLevelStaysBelow() {
        List<Double> delays = WalkOffs.delays(steps(-50, -90), -70, -83);
        assertEquals(1, delays.size());
        assertEquals(4.1, delays.get(0), 0.2); // 33 of 40 dB, over 5 s
        assertEquals(List.of(), WalkOffs.delays(steps(-76, -90), -70, -83), "it was far before");
        assertEquals(List.of(), WalkOffs.delays(steps(-50, -80), -70, -83), "it is not far");
    }
}
