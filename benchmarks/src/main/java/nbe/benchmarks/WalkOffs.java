package nbe.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * How long it takes until a band of a recording that walks off is far: from the moment from which its level (the median of the samples
 * within a second before and after) stays at or below {@code rssi_cutoff_far} for ten seconds or more. Only bands that are near ten
 * seconds before count.
 */
final class WalkOffs {
    private static final double STAYS_SECONDS = 10;

    private WalkOffs() {}

    /** The delays in one trace, s; infinite for a band that is near as long as it is away. */
    static List<Double> delays(LevelTrace trace, int closeDbm, int farDbm) {
        double[] levels = trace.smoothedDbm();
        List<Double> delays = new ArrayList<>();
        int i = 0;
        while (i < levels.length) {
            int begin = i;
            boolean away = levels[i] <= farDbm;
            while (i < levels.length && (levels[i] <= farDbm) == away) {
                i++;
            }
            boolean stays = trace.seconds[i - 1] - trace.seconds[begin] >= STAYS_SECONDS;
            if (away && stays) {
                ProximityJudge judge = new ProximityJudge(closeDbm, farDbm);
                if (play(trace, i, trace.seconds[begin], judge)) {
                    delays.add(judge.farAfter(trace.seconds[begin]).orElse(Double.POSITIVE_INFINITY));
                }
            }
        }
        return delays;
    }

    /** Plays the samples before {@code end}; whether the band was near ten seconds before {@code leaves}, or later. */
    private static boolean play(LevelTrace trace, int end, double leaves, ProximityJudge judge) {
        boolean near = false;
        for (int k = 0; k < end; k++) {
            judge.hear(trace.seconds[k], trace.levelDbm(k, 0));
            boolean before = trace.seconds[k] >= leaves - STAYS_SECONDS && trace.seconds[k] < leaves;
            near |= before && judge.isNear();
        }
        return near;
    }
}
