package nbe.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nbe.evaluation.LabelledTrace.Kind;
import nbe.recording.BandChoice;
import nbe.recording.RecordingException;
import nbe.recording.Replay;
import nbe.simulator.air.RadioModel;
import nbe.tap.TapRule;
import nbe.tap.TapSettings;

/** Runs both rules over labelled traces and keeps the scores. */
public final class Evaluation {
    /**
     * What is evaluated.
     *
     * @param seed where all chance of the simulated traces comes from
     * @param taps simulated taps for each advertising interval; 0: no simulated traces
     * @param quietHours of desk work, and again of walking past, for each advertising interval
     * @param recordings labelled recordings and captures
     */
    public record Plan(long seed, int taps, double quietHours, Optional<Recordings> recordings) {}

    /**
     * Recorded traces.
     *
     * @param places files, or folders with files
     * @param choice which senders in them are bands
     */
    public record Recordings(List<Path> places, BandChoice choice) {
        /** Copies what it is given. */
        public Recordings {
            places = List.copyOf(places);
        }
    }

    /** How one rule did in the traces of one group and kind. */
    record Result(String group, Kind kind, TapRule rule, Score score) {}

    private final List<Result> results = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<String> damages = new ArrayList<>();
    private final TapSettings settings;

    private Evaluation(TapSettings settings) {
        this.settings = settings;
    }

    /**
     * Carries out the plan; the rule that the settings name does not matter.
     *
     * @throws IOException if a recording cannot be read
     * @throws RecordingException if one is wrong
     */
    public static Evaluation of(Plan plan, TapSettings settings) throws IOException, RecordingException {
        Evaluation evaluation = new Evaluation(settings);
        if (plan.recordings().isPresent()) {
            Recordings recordings = plan.recordings().get(); // first: their problems show at once
            RecordedTraces recorded = RecordedTraces.in(recordings.places(), recordings.choice());
            recorded.traces().forEach(evaluation::add);
            evaluation.remarks.addAll(recorded.remarks());
            evaluation.damages.addAll(recorded.damages());
        }
        if (plan.taps() > 0) {
            SimulatedTraces simulated = new SimulatedTraces(RadioModel.OFFICE, plan.seed());
            for (int interval : SimulatedTraces.INTERVALS_MILLIS) {
                simulated.taps(plan.taps(), interval).forEach(evaluation::add);
                simulated.deskWork(plan.quietHours(), interval).forEach(evaluation::add);
                simulated.passing(plan.quietHours(), interval).forEach(evaluation::add);
            }
        }
        return evaluation;
    }

    void add(LabelledTrace trace) {
        for (TapRule rule : TapRule.values()) {
            Score score = TapMatcher.score(
                    trace.taps(), Replay.of(trace.recording(), settings.withRule(rule)), trace.endNanos());
            results.add(new Result(trace.group(), trace.kind(), rule, score));
        }
    }

    /** What was left out and why, a line each. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** Captures that were evaluated in part, a line each. */
    public List<String> damages() {
        return List.copyOf(damages);
    }

    /** Whether there was nothing to evaluate. */
    public boolean isEmpty() {
        return results.isEmpty();
    }

    TapSettings settings() {
        return settings;
    }

    /** In the order in which they were added: recordings, then by interval. */
    Set<String> groups() {
        Set<String> groups = new LinkedHashSet<>();
        results.forEach(result -> groups.add(result.group()));
        return groups;
    }

    Set<Kind> kinds() {
        Set<Kind> kinds = new LinkedHashSet<>();
        results.forEach(result -> kinds.add(result.kind()));
        return kinds;
    }

    Set<Kind> kindsOf(String group) {
        Set<Kind> kinds = new LinkedHashSet<>();
        results.stream().filter(result -> result.group().equals(group)).forEach(result -> kinds.add(result.kind()));
        return kinds;
    }

    Score of(String group, Kind kind, TapRule rule) {
        return sum(rule, Optional.of(group), Optional.of(kind));
    }

    Score ofGroup(String group, TapRule rule) {
        return sum(rule, Optional.of(group), Optional.empty());
    }

    Score ofKind(Kind kind, TapRule rule) {
        return sum(rule, Optional.empty(), Optional.of(kind));
    }

    Score total(TapRule rule) {
        return sum(rule, Optional.empty(), Optional.empty());
    }

    private Score sum(TapRule rule, Optional<String> group, Optional<Kind> kind) {
        return results.stream()
                .filter(result -> result.rule() == rule)
                .filter(result -> group.isEmpty() || group.get().equals(result.group()))
                .filter(result -> kind.isEmpty() || kind.get() == result.kind())
                .map(Result::score)
                .reduce(Score.NOTHING, Score::plus);
    }
}
