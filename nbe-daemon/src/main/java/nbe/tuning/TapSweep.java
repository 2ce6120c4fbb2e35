package nbe.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nbe.evaluation.Score;
import nbe.evaluation.TapMatcher;
import nbe.recording.Recording;
import nbe.recording.Replay;
import nbe.tap.BandEvent;
import nbe.tap.TapSettings;

/** Plays the recording through the detector once for each threshold that can fire. */
final class TapSweep {
    private TapSweep() {}

    /** The rows, the highest threshold first. */
    static List<TapRow> of(Recording recording, Phases phases, TapSettings settings) {
        List<TapRow> rows = new ArrayList<>();
        for (int dbm = TapSettings.REPORTED_DBM.most(); dbm >= TapSettings.REPORTED_DBM.least(); dbm--) {
            List<BandEvent> taps = Replay.of(recording, settings.withTapThreshold(dbm)).stream()
                    .filter(BandEvent.Tapped.class::isInstance)
                    .filter(tap -> phases.at(tap.atNanos()).isPresent())
                    .toList();
            rows.add(row(dbm, taps, phases, recording.endNanos()));
        }
        return rows;
    }

    private static TapRow row(int dbm, List<BandEvent> taps, Phases phases, long endNanos) {
        List<BandEvent> own =
                taps.stream().filter(tap -> tap.band().equals(phases.band())).toList();
        Score score = TapMatcher.score(phases.holds(), own, endNanos);
        Map<String, Integer> others = new TreeMap<>();
        for (BandEvent tap : taps) {
            other(tap, phases).ifPresent(what -> others.merge(what, 1, Integer::sum));
        }
        if (score.doubles() > 0) {
            others.put("a second time on a hold", score.doubles());
        }
        return new TapRow(
                dbm,
                score.caught() + score.early(),
                others.entrySet().stream()
                        .map(other -> new TapRow.Other(other.getKey(), other.getValue()))
                        .toList());
    }

    /** What a tap is that no hold stands behind; empty: one does. */
    private static Optional<String> other(BandEvent tap, Phases phases) {
        if (!tap.band().equals(phases.band())) {
            return Optional.of("band " + tap.band());
        }
        return phases.isHeld(tap.atNanos())
                ? Optional.empty()
                : phases.at(tap.atNanos()).map(Step::during);
    }
}
