package nbe.tuning;

import static nbe.tuning.Minutes.BAND;
import static nbe.tuning.Minutes.NEIGHBOUR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import nbe.recording.Recording;
import nbe.recording.RecordingException;
import nbe.recording.Replay;
import nbe.tap.BandEvent;
import nbe.tap.TapRule;
import nbe.tap.TapSettings;
import org.junit.jupiter.api.Test;

class TuningTest {
    private static Tuning tuned(Recording recording) throws RecordingException {
        return Tuning.of(recording, Optional.empty(), TapSettings.DEFAULTS);
    }

    private static Minutes fiveHolds(int dbm) {
        Minutes minutes = new Minutes().at(-58, 10);
        for (int i = 0; i < 5; i++) {
            minutes.hold(dbm, -58);
        }
        return minutes;
    }

    private static Minutes session() {
        return fiveHolds(-41).at(-58, 60).at(-70, 3).at(-88, 40);
    }

    private static Minutes marked() {
        Minutes minutes = new Minutes().mark("tune rest").at(-58, 10).mark("tune holds");
        for (int i = 0; i < 5; i++) {
            minutes.mark("tap " + BAND).at(-41, 2).mark("away").at(-58, 4);
        }
        return minutes.mark("tune work")
                .at(-58, 60)
                .mark("tune walk")
                .at(-70, 3)
                .at(-88, 37)
                .mark("tune end");
    }

    private static long taps(Recording recording, int dbm) {
        return Replay.of(recording, TapSettings.DEFAULTS.withTapThreshold(dbm)).stream()
                .filter(BandEvent.Tapped.class::isInstance)
                .count();
    }

    @Test
    void theRowsAreWhatTheDetectorDoes() throws RecordingException {
        Tuning tuning = tuned(marked().recording());
        for (TapRow row : tuning.tapRows()) {
            int others = row.others().stream().mapToInt(TapRow.Other::count).sum();
            assertEquals(taps(marked().recording(), row.dbm()), row.caught() + others, "at " + row.dbm());
        }
        assertEquals(-38, tuning.tapRows().get(0).dbm());
        assertEquals(66, tuning.tapRows().size());
    }

    @Test
    void theThresholdHasRoomToBothSides() throws RecordingException {
        Tuning tuning = tuned(marked().recording());
        List<Integer> clean = tuning.tapRows().stream()
                .filter(row -> row.isClean(5))
                .map(TapRow::dbm)
                .toList();
        int dbm = tuning.tap().dbm().orElseThrow();
        assertEquals(-41, clean.get(0), 1, "the strongest that catches holds of -41 dBm");
        assertTrue(clean.get(0) - dbm >= 3 && clean.get(0) - dbm <= TapAdvice.ROOM_DB, () -> dbm + " of " + clean);
        assertTrue(dbm - clean.get(clean.size() - 1) >= 3, () -> dbm + " of " + clean);
        assertTrue(tuning.isClean());
        assertEquals(
                "recommended rssi_tap_threshold = " + dbm,
                TuningText.recommendations(tuning).get(0));
    }

    @Test
    void theConfiguredRuleDecides() throws RecordingException {
        Tuning mean = Tuning.of(marked().recording(), Optional.empty(), TapSettings.DEFAULTS.withRule(TapRule.MEAN));
        assertEquals(TapRule.MEAN, mean.settings().rule());
        assertTrue(mean.tap().dbm().isPresent());
        assertTrue(String.join("\n", TuningText.lines(mean)).contains("tap_detector = \"mean\""));
    }

    @Test
    void withoutMarksTheHoldsAreInferredAndThatIsSaid() throws RecordingException {
        Tuning inferred = tuned(session().recording());
        assertEquals(Phases.Source.INFERRED, inferred.phases().source());
        assertEquals(5, inferred.phases().holds().size());
        assertEquals(tuned(marked().recording()).tap().dbm(), inferred.tap().dbm());
        assertTrue(String.join("\n", TuningText.lines(inferred)).contains("the holds were inferred from the levels"));
        assertTrue(inferred.phases().span(Step.WALK).isPresent());
        assertTrue(inferred.phases().span(Step.WORK).isPresent());
    }

    @Test
    void theBandThatComesNearIsTheOneAndTheOthersCount() throws RecordingException {
        Tuning tuning = tuned(marked().neighbour(-49, 0, 140).recording());
        assertEquals(BAND, tuning.phases().band());
        assertEquals(Set.of(NEIGHBOUR), tuning.others());
        TapRow low = tuning.tapRows().stream()
                .filter(row -> row.dbm() == -55)
                .findFirst()
                .orElseThrow();
        assertEquals(List.of(new TapRow.Other("band " + NEIGHBOUR, 1)), low.others());
        int dbm = tuning.tap().dbm().orElseThrow();
        assertTrue(dbm > -48 && dbm < -41, "between neighbour and hold: " + dbm);
        assertEquals(
                BAND,
                tuned(session().neighbour(-49, 0, 140).recording()).phases().band());
    }

    @Test
    void anUnnamedMarkIsOfTheBandThatRises() throws RecordingException {
        Recording recording = new Minutes()
                .at(-58, 10)
                .mark("tap")
                .at(-41, 2)
                .mark("away")
                .at(-58, 20)
                .neighbour(-45, 0, 30)
                .recording();
        Tuning tuning = tuned(recording);
        assertEquals(BAND, tuning.phases().band());
        assertEquals(Phases.Source.MARKED, tuning.phases().source());
        assertTrue(tuning.tap().reason().get(0).contains("five are better"), tuning.tap()::toString);
    }

    @Test
    void aStepThatBeganAgainAnnulsWhatWasBefore() throws RecordingException {
        Minutes minutes = new Minutes()
                .mark("tune rest")
                .at(-58, 10)
                .mark("tune holds")
                .hold(-41, -58)
                .mark("tune holds");
        for (int i = 0; i < 5; i++) {
            minutes.mark("tap").at(-41, 2).mark("away").at(-58, 4);
        }
        Tuning tuning = tuned(minutes.mark("tune work")
                .at(-41, 5)
                .mark("tune work")
                .at(-58, 20)
                .recording());
        assertEquals(5, tuning.phases().holds().size());
        assertTrue(tuning.tap().clean(), tuning.tap()::toString);
    }

    @Test
    void whereNoThresholdDoesBothThatIsSaidWithTheTradeOff() throws RecordingException {
        Minutes minutes = new Minutes().at(-58, 10);
        for (int i = 0; i < 5; i++) {
            minutes.mark("tap").at(i == 0 ? -52 : -41, 2).mark("away").at(-58, 4);
        }
        Tuning tuning = tuned(minutes.at(-58, 10).at(-48, 10).at(-58, 10).recording());
        assertFalse(tuning.isClean());
        String reason = String.join(" ", tuning.tap().reason());
        assertTrue(reason.contains("No threshold catches all 5 holds and fires on nothing else"), reason);
        assertTrue(reason.contains("catches 4 of them"), reason);
        assertTrue(reason.contains("What helps: hold the band closer"), reason);
        assertTrue(tuning.tap().dbm().orElseThrow() >= -48, reason);
    }

    @Test
    void whereHardlyAHoldIsCaughtNothingIsRecommended() throws RecordingException {
        Minutes minutes = new Minutes().at(-45, 20);
        for (int i = 0; i < 5; i++) {
            minutes.at(-58, 4).mark("tap").at(-52, 2).mark("away");
        }
        Tuning tuning = tuned(minutes.at(-58, 4).recording());
        assertEquals(Optional.empty(), tuning.tap().dbm());
        assertEquals(List.of(), TuningText.recommendations(tuning));
    }

    @Test
    void aRecordingWithoutAHoldIsOfNoUseAndSaysWhatIsMissing() {
        RecordingException none = assertThrows(
                RecordingException.class, () -> tuned(new Minutes().at(-58, 60).recording()));
        assertTrue(none.getMessage().startsWith("r.csv: it has no mark 'tap'"), none.getMessage());
        RecordingException other = assertThrows(
                RecordingException.class,
                () -> Tuning.of(session().recording(), Optional.of(NEIGHBOUR), TapSettings.DEFAULTS));
        assertTrue(other.getMessage().contains(NEIGHBOUR.toString()), other.getMessage());
    }

    @Test
    void withoutAWalkThereAreNoCutoffsAndTheThresholdIsThereAllTheSame() throws RecordingException {
        Tuning tuning = tuned(fiveHolds(-41).at(-58, 30).recording());
        assertTrue(tuning.tap().dbm().isPresent());
        assertEquals(Optional.empty(), tuning.cutoffs().pair());
        assertTrue(tuning.cutoffs().reason().get(0).contains("nobody walks off"), tuning.cutoffs()::toString);
    }
}
