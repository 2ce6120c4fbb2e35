package nbe.cli.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nbe.tuning.Tuning;

/**
 * What {@code nbe tune --json} prints.
 *
 * @param file the recording
 * @param band the one that was held to the dongle
 * @param source {@code guided}, {@code marked} or {@code inferred}: how the holds are known
 * @param holds when each began, in seconds from the beginning of the recording
 * @param levels of the band in each step, dBm
 * @param thresholds by threshold, the highest first
 * @param cutoffs by level, the highest first; empty without work or walk
 * @param clean whether the threshold catches all holds and fires on nothing else
 * @param recommended values by key
 * @param reasons for people
 */
public record TuneJson(
        String file,
        String band,
        String source,
        List<Double> holds,
        List<Levels> levels,
        List<Threshold> thresholds,
        List<Cutoff> cutoffs,
        boolean clean,
        Map<String, Integer> recommended,
        List<String> reasons) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** The levels of a step: a tenth of the samples is below {@code low}, a tenth above {@code high}. */
    public record Levels(String step, int low, int median, int high) {}

    /** What a threshold would have done. */
    public record Threshold(int dbm, int caught, List<Other> others) {}

    /** What else it would have fired on. */
    public record Other(String what, int count) {}

    /** What a level would have done as both cutoffs; {@code far_after_s} null: the band did not become far. */
    public record Cutoff(int dbm, boolean nearAtWork, Optional<Double> farAfterS) {}

    /** The result as this object. */
    public static TuneJson of(Tuning tuning) {
        Map<String, Integer> recommended = new LinkedHashMap<>();
        tuning.recommended().forEach(value -> recommended.put(value.key(), value.dbm()));
        List<String> reasons = new ArrayList<>(tuning.tap().reason());
        reasons.addAll(tuning.cutoffs().reason());
        return new TuneJson(
                tuning.name(),
                tuning.phases().band().toString(),
                tuning.phases().source().word(),
                tuning.phases().holds().stream()
                        .map(hold -> hold.arriveNanos() / NANOS_PER_SECOND)
                        .toList(),
                tuning.levels().stream()
                        .map(one -> new Levels(one.step().word(), one.low(), one.median(), one.high()))
                        .toList(),
                tuning.tapRows().stream()
                        .map(row -> new Threshold(
                                row.dbm(),
                                row.caught(),
                                row.others().stream()
                                        .map(other -> new Other(other.what(), other.count()))
                                        .toList()))
                        .toList(),
                tuning.cutoffRows().stream()
                        .map(row -> new Cutoff(row.dbm(), row.nearAtWork(), row.farAfterSeconds()))
                        .toList(),
                tuning.isClean(),
                recommended,
                reasons);
    }
}
