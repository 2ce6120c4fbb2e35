package nbe.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import nbe.recording.RecordingException;
import nbe.simulator.air.RadioModel;
import nbe.tap.TapRule;
import nbe.tap.TapSettings;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final int TAPS = 60;

    private static Evaluation evaluation(long seed) throws IOException, RecordingException {
        return Evaluation.of(new Evaluation.Plan(seed, TAPS, 0.05, Optional.empty()), TapSettings.DEFAULTS);
    }

    @Test
    void theCountsAddUpAndAdaptiveMissesFewerTapsAtTwoAdvertisementsASecond() throws IOException, RecordingException {
        Evaluation evaluation = evaluation(1);
        for (TapRule rule : TapRule.values()) {
            Score sum = Score.NOTHING;
            for (String group : evaluation.groups()) {
                Score score = evaluation.ofGroup(group, rule);
                assertEquals(TAPS, score.taps());
                assertEquals(TAPS, score.caught() + score.early() + score.late() + score.missed());
                assertTrue(score.missed() >= 0);
                sum = sum.plus(score);
            }
            assertEquals(4 * TAPS, sum.taps());
            assertEquals(sum, evaluation.total(rule));
            Score byKind = Score.NOTHING;
            for (LabelledTrace.Kind kind : evaluation.kinds()) {
                byKind = byKind.plus(evaluation.ofKind(kind, rule));
            }
            assertEquals(sum, byKind);
        }
        int mean = evaluation.ofGroup("500 ms", TapRule.MEAN).missed();
        int adaptive = evaluation.ofGroup("500 ms", TapRule.ADAPTIVE).missed();
        assertTrue(adaptive * 4 < mean, "missed at 500 ms: mean " + mean + ", adaptive " + adaptive);
    }

    @Test
    void theSeedDecidesEverything() throws IOException, RecordingException {
        Evaluation once = evaluation(7);
        assertEquals(EvaluationReport.table(once), EvaluationReport.table(evaluation(7)));
        assertNotEquals(EvaluationReport.table(once), EvaluationReport.table(evaluation(8)));
    }

    @Test
    void theWindowOfASimulatedTapIsTheTimeWithinTenCentimetres() {
        SimulatedTraces traces = new SimulatedTraces(RadioModel.STILL, 3);
        for (LabelledTrace trace : traces.taps(40, 100)) {
            for (LabelledTap tap : trace.taps()) {
                // 10 cm is -42.2 dBm in this model: what is heard within is louder, but for the last half second
                assertTrue(trace.recording().sightings().stream()
                        .filter(heard -> heard.atNanos() > tap.arriveNanos() + 4_000_000
                                && heard.atNanos() < tap.closeNanos() - 504_000_000)
                        .allMatch(heard -> heard.rssiDbm() >= -43));
                assertTrue(trace.recording().sightings().stream()
                        .filter(heard -> heard.atNanos() >= tap.openNanos() && heard.atNanos() < tap.arriveNanos())
                        .allMatch(heard -> heard.rssiDbm() <= -42));
            }
        }
    }
}
