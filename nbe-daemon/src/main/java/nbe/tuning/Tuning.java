package nbe.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nbe.recording.Recording;
import nbe.recording.RecordingException;
import nbe.tap.BandAddress;
import nbe.tap.TapSettings;

/**
 * What follows from one recording.
 *
 * @param settings with which it was played, but for the candidates
 * @param tapRows for each threshold, the highest first
 * @param cutoffRows for each level, the highest first; empty without work or walk
 * @param levels of the band in each span
 * @param others the other bands that were heard and could have tapped
 */
public record Tuning(
        String name,
        Phases phases,
        TapSettings settings,
        List<TapRow> tapRows,
        TapAdvice tap,
        List<CutoffRow> cutoffRows,
        CutoffAdvice cutoffs,
        List<SpanLevels> levels,
        Set<BandAddress> others) {

    /**
     * The levels of the band in one span, in dBm.
     *
     * @param low a tenth of the samples is below
     * @param high a tenth is above
     */
    public record SpanLevels(Step step, int low, int median, int high) {}

    /**
     * Plays a recording.
     *
     * @param band the band that was held to the dongle; empty: the one with the clearest holds
     * @throws RecordingException if the recording shows no hold, or its marks contradict each other
     */
    public static Tuning of(Recording recording, Optional<BandAddress> band, TapSettings settings)
            throws RecordingException {
        Phases phases = PhaseFinder.of(recording, band);
        List<TapRow> tapRows = TapSweep.of(recording, phases, settings);
        TapAdvice tap = TapAdvice.of(tapRows, phases.holds().size());
        Optional<Span> work = phases.span(Step.WORK);
        Optional<Span> walk = phases.span(Step.WALK);
        List<CutoffRow> cutoffRows = List.of();
        CutoffAdvice cutoffs;
        if (work.isPresent() && walk.isPresent()) {
            CutoffSweep sweep = new CutoffSweep(recording, phases, settings, work.get(), walk.get());
            cutoffRows = sweep.rows();
            cutoffs = CutoffAdvice.of(cutoffRows, sweep);
        } else {
            cutoffs = CutoffAdvice.none("No cutoffs can be recommended: in this recording nobody "
                    + (work.isPresent() ? "walks off" : "works for 10 s and then walks off") + ".");
        }
        Set<BandAddress> others = new TreeSet<>();
        recording.sightings().stream()
                .filter(LevelHistory::counts)
                .filter(sighting -> !sighting.band().equals(phases.band()))
                .forEach(sighting -> others.add(sighting.band()));
        return new Tuning(
                recording.name(),
                phases,
                settings,
                tapRows,
                tap,
                cutoffRows,
                cutoffs,
                levels(recording, phases),
                others);
    }

    private static List<SpanLevels> levels(Recording recording, Phases phases) {
        LevelHistory band = LevelHistory.of(recording, phases.band());
        List<SpanLevels> levels = new ArrayList<>();
        for (Span span : phases.spans()) {
            int[] sorted = band.within(span).levels().sorted().toArray();
            if (sorted.length > 0 && span.step() != Step.HOLDS) {
                levels.add(new SpanLevels(
                        span.step(),
                        sorted[sorted.length / 10],
                        sorted[(sorted.length - 1) / 2],
                        sorted[sorted.length - 1 - sorted.length / 10]));
            }
        }
        return levels;
    }

    /** The values that can be recommended, in the order of {@code nbe.toml}. */
    public List<Recommended> recommended() {
        List<Recommended> values = new ArrayList<>();
        tap.dbm().ifPresent(dbm -> values.add(new Recommended("rssi_tap_threshold", dbm)));
        cutoffs.pair().ifPresent(pair -> {
            values.add(new Recommended("rssi_cutoff_close", pair.closeDbm()));
            values.add(new Recommended("rssi_cutoff_far", pair.farDbm()));
        });
        return values;
    }

    /** Whether the threshold does all that it should, and a guided session has given cutoffs as well. */
    public boolean isClean() {
        return tap.clean() && (cutoffs.pair().isPresent() || phases.source() != Phases.Source.GUIDED);
    }
}
