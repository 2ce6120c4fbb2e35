package nbe.tuning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nbe.evaluation.LabelledTap;
import nbe.evaluation.TapMarks;
import nbe.recording.Mark;
import nbe.recording.Recording;
import nbe.recording.RecordingException;
import nbe.tap.BandAddress;

/** Finds out what happened when in a recording: by its marks as far as it has any, else by the levels. */
final class PhaseFinder {
    /** Without marks a rise is a hold if it is clear: of a hand that works half a metre away few have 7 dB for a moment. */
    private static final double CLEAR_DB = 7;

    /** What a band has 15 to 46 cm away (Nymi, administration guide, firmware utility): a weaker one is not at the dongle. */
    private static final double WEAKEST_DBM = -60;

    private static final double AWAY_DB = 6;
    private static final double FAR_AWAY_DB = 10;
    private static final long LEAST_WALK_NANOS = 5_000_000_000L;
    private static final long LEAST_WORK_NANOS = 10_000_000_000L;

    private final Recording recording;
    private final Optional<BandAddress> wanted;

    private PhaseFinder(Recording recording, Optional<BandAddress> wanted) {
        this.recording = recording;
        this.wanted = wanted;
    }

    /**
     * The phases of a recording.
     *
     * @param wanted the band that was held to the dongle; empty: the one with the clearest holds
     * @throws RecordingException if it shows no hold, or its marks contradict each other
     */
    static Phases of(Recording recording, Optional<BandAddress> wanted) throws RecordingException {
        return new PhaseFinder(recording, wanted).phases();
    }

    private Phases phases() throws RecordingException {
        List<Span> steps = steps();
        if (recording.marks().stream().noneMatch(mark -> mark.word().equals(Mark.TAP))) {
            if (!steps.isEmpty()) {
                throw none("the guided session in it was broken off before the holds were over");
            }
            return inferred();
        }
        BandAddress band = markedBand();
        List<LabelledTap> holds = TapMarks.of(recording, Optional.of(band)).stream()
                .filter(tap -> tap.band().equals(band))
                .filter(tap -> steps.isEmpty()
                        || steps.stream()
                                .anyMatch(span -> span.step() == Step.HOLDS && span.contains(tap.arriveNanos())))
                .toList();
        if (holds.isEmpty()) {
            throw none("no mark says that " + band + " was held to the dongle");
        }
        return steps.isEmpty()
                ? new Phases(band, Phases.Source.MARKED, holds, spansByLevel(band, holds))
                : new Phases(band, Phases.Source.GUIDED, holds, steps);
    }

    /** By the marks of a guided session; a step that begins again annuls what came since it began before. */
    private List<Span> steps() {
        List<Span> spans = new ArrayList<>();
        for (Mark mark : recording.marks()) {
            Optional<Step> step = Step.of(mark);
            if (step.isPresent()) {
                if (!spans.isEmpty()) {
                    Span open = spans.remove(spans.size() - 1);
                    spans.add(new Span(open.step(), open.fromNanos(), mark.atNanos()));
                }
                spans.removeIf(span -> span.step().compareTo(step.get()) >= 0);
                spans.add(new Span(step.get(), mark.atNanos(), Long.MAX_VALUE));
            }
        }
        spans.removeIf(span -> span.step() == Step.END);
        return spans;
    }

    private BandAddress markedBand() throws RecordingException {
        if (wanted.isPresent()) {
            return wanted.get();
        }
        List<Mark> taps = recording.marks().stream()
                .filter(mark -> mark.word().equals(Mark.TAP))
                .toList();
        for (Mark tap : taps) {
            String named = tap.rest().split("\\s+", 2)[0];
            if (named.indexOf(':') >= 0) {
                try {
                    return BandAddress.parse(named);
                } catch (IllegalArgumentException e) {
                    throw new RecordingException(
                            List.of(recording.name() + ":" + tap.line() + ":1: " + e.getMessage()));
                }
            }
        }
        return recording.bands().stream()
                .max(Comparator.comparingDouble(band -> riseDb(band, taps)))
                .orElseThrow(() -> none("no band is heard in it"));
    }

    /** How far the level of a band rises at these marks; the one that is held rises most. */
    private double riseDb(BandAddress band, List<Mark> taps) {
        LevelHistory levels = LevelHistory.of(recording, band);
        long nanos = Recording.nanos(1);
        return taps.stream()
                .mapToDouble(tap ->
                        levels.within(new Span(Step.HOLDS, tap.atNanos() - nanos / 2, tap.atNanos() + nanos))
                                        .levels()
                                        .average()
                                        .orElse(Double.NEGATIVE_INFINITY)
                                - levels.medianDbm().orElse(0))
                .average()
                .orElse(Double.NEGATIVE_INFINITY);
    }

    private Phases inferred() throws RecordingException {
        Map<BandAddress, List<Hold>> found = new HashMap<>();
        Set<BandAddress> bands = wanted.map(Set::of).orElseGet(recording::bands);
        for (BandAddress band : bands) {
            List<Hold> holds = holds(LevelHistory.of(recording, band));
            if (!holds.isEmpty()) {
                found.put(band, holds);
            }
        }
        BandAddress band = found.keySet().stream()
                .max(Comparator.comparingDouble(one -> clearDb(one, found.get(one))))
                .orElseThrow(() -> none("it has no mark 'tap', and the level of "
                        + (bands.size() == 1 ? bands.iterator().next() + " never rises" : "none of its bands rises")
                        + " as at a tap, by " + Math.round(CLEAR_DB) + " dB for a moment"
                        + (wanted.isPresent() || bands.size() < 2
                                ? ""
                                : bands.stream().map(String::valueOf).collect(Collectors.joining(", ", " (", ")")))));
        List<LabelledTap> taps = found.get(band).stream()
                .map(hold -> TapMarks.tap(band, hold.fromNanos(), hold.toNanos()))
                .toList();
        return new Phases(band, Phases.Source.INFERRED, taps, spansByLevel(band, taps));
    }

    private double clearDb(BandAddress band, List<Hold> holds) {
        double restDbm = LevelHistory.of(recording, band).medianDbm().orElse(0);
        return holds.stream()
                .mapToDouble(hold -> hold.levelDbm() - restDbm)
                .average()
                .orElse(0);
    }

    private static List<Hold> holds(LevelHistory levels) {
        if (levels.isEmpty()) {
            return List.of();
        }
        HoldFinder finder = new HoldFinder(levels.medianDbm().orElseThrow(), CLEAR_DB, levels.isSlow());
        levels.samples().forEach(sample -> finder.sample(sample.atNanos(), sample.rssiDbm()));
        finder.end();
        return finder.holds().stream()
                .filter(hold -> hold.levelDbm() >= WEAKEST_DBM)
                .toList();
    }

    /**
     * The walk begins where the band leaves its usual level for good; the longest time without a hold before it is work; all other time is
     * between the holds.
     */
    private List<Span> spansByLevel(BandAddress band, List<LabelledTap> holds) {
        LevelHistory levels = LevelHistory.of(recording, band);
        double restDbm = levels.medianDbm().orElse(0);
        long end = Math.max(recording.endNanos(), holds.get(holds.size() - 1).closeNanos()) + 1;
        long leaves = levels.leavesNanos(restDbm - AWAY_DB);
        Span walk = new Span(Step.WALK, leaves, end);
        boolean walked = end - LEAST_WALK_NANOS >= leaves
                && levels.within(walk).lastHalf().medianDbm().orElse(0) <= restDbm - FAR_AWAY_DB
                && holds.stream().noneMatch(hold -> hold.closeNanos() > leaves);
        long until = walked ? leaves : end;
        Span work = longestGap(holds, until);
        List<Span> spans = new ArrayList<>();
        if (work.toNanos() - work.fromNanos() < LEAST_WORK_NANOS) {
            spans.add(new Span(Step.HOLDS, 0, until));
        } else {
            spans.add(new Span(Step.HOLDS, 0, work.fromNanos()));
            spans.add(work);
            spans.add(new Span(Step.HOLDS, work.toNanos(), until));
        }
        if (walked) {
            spans.add(walk);
        }
        spans.removeIf(span -> span.toNanos() <= span.fromNanos());
        return spans;
    }

    private static Span longestGap(List<LabelledTap> holds, long until) {
        Span longest = new Span(Step.WORK, 0, 0);
        long from = 0;
        for (LabelledTap hold : holds) {
            longest = longer(longest, from, hold.openNanos());
            from = hold.closeNanos();
        }
        return longer(longest, from, until);
    }

    private static Span longer(Span one, long from, long to) {
        return to - from > one.toNanos() - one.fromNanos() ? new Span(Step.WORK, from, to) : one;
    }

    private RecordingException none(String why) {
        return new RecordingException(
                List.of(
                        recording.name() + ": " + why
                                + ". A recording is of use if the band is held to the dongle in it; a mark at each tap says when (docs/tuning.md)"));
    }
}
