package nbe.cli.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import nbe.recording.Mark;
import nbe.tap.BandAddress;
import nbe.tap.BandState;
import nbe.tap.Sighting;
import nbe.tuning.Hold;
import nbe.tuning.LevelHistory;
import nbe.tuning.Step;

/**
 * Leads through the steps of a session. It sees each hold by itself, so nobody has to press a key. Time comes with each call; all times are
 * monotonic nanoseconds of one clock. For one thread.
 */
final class Guide {
    static final int HOLDS = 5;

    private static final long AWAY_NANOS = 1_000_000_000L;
    private static final double HELD_SECONDS = 1.5;
    private static final double SILENT_SECONDS = 10;
    private static final long REMINDER_NANOS = 20_000_000_000L;

    private final Durations durations;
    private final Optional<BandAddress> only;
    private final Consumer<String> says;
    private final Map<BandAddress, HeardBand> bands = new LinkedHashMap<>();
    private final List<Mark> marks = new ArrayList<>();
    private Optional<HeardBand> leader = Optional.empty();
    private Optional<HeardBand> held = Optional.empty();
    private Optional<BandAddress> unauthenticated = Optional.empty();
    private Optional<String> failure = Optional.empty();
    private Step step = Step.REST;
    private long sinceNanos;
    private long remindedNanos;
    private List<Hold> counted = List.of();
    private boolean gotIt;
    private boolean silent;

    /**
     * The session begins.
     *
     * @param only the band to watch; empty: the one with the clearest holds
     * @param says gets each sentence for the person, once
     */
    Guide(Durations durations, Optional<BandAddress> only, Consumer<String> says, long nowNanos) {
        this.durations = durations;
        this.only = only;
        this.says = says;
        begin(Step.REST, nowNanos);
    }

    Step step() {
        return step;
    }

    /** The marks so far. */
    List<Mark> marks() {
        return marks;
    }

    /** Why the session is of no use; empty: it is, so far. */
    Optional<String> failure() {
        return failure;
    }

    boolean isOver() {
        return step == Step.END || failure.isPresent();
    }

    /** A band was heard. */
    void heard(Sighting sighting) {
        if (only.isPresent() && !only.get().equals(sighting.band())) {
            return;
        }
        if (sighting.state() == BandState.UNAUTHENTICATED) {
            unauthenticated = Optional.of(sighting.band());
        }
        if (LevelHistory.counts(sighting)) {
            bands.computeIfAbsent(sighting.band(), address -> new HeardBand(address, sighting.atNanos()))
                    .take(sighting.atNanos(), sighting.rssiDbm(), step == Step.REST);
        }
    }

    /** Time has come so far; call it several times a second. */
    void tick(long nowNanos) {
        switch (step) {
            case REST -> rest(nowNanos);
            case HOLDS -> holds(nowNanos);
            case WORK -> {
                work(nowNanos);
                endAfter(durations.work().toNanos(), Step.WALK, nowNanos);
            }
            case WALK -> endAfter(durations.walk().toNanos(), Step.END, nowNanos);
            case END -> {}
        }
    }

    /** The person wants this step once more. */
    void again(long nowNanos) {
        if (step != Step.END) {
            says.accept("Once more.");
            begin(step, nowNanos);
        }
    }

    private void begin(Step next, long nowNanos) {
        step = next;
        sinceNanos = nowNanos;
        remindedNanos = nowNanos;
        silent = false;
        if (next == Step.HOLDS) {
            bands.values().forEach(HeardBand::lookForHolds);
            counted = List.of();
            gotIt = false;
        }
        mark(nowNanos, next.mark());
        says.accept(Instruction.of(next, durations));
    }

    private void mark(long atNanos, String text) {
        marks.add(new Mark(atNanos, text, 0));
    }

    private void rest(long nowNanos) {
        if (bands.values().stream()
                .anyMatch(band -> band.hasRested(nowNanos, durations.rest().toNanos()))) {
            begin(Step.HOLDS, nowNanos);
        } else if (bands.isEmpty() && isTimeToRemind(nowNanos)) {
            says.accept(nothingHeard());
        }
        giveUpAfterPatience(nowNanos);
    }

    private String nothingHeard() {
        if (unauthenticated.isPresent()) {
            return "Band " + unauthenticated.get()
                    + " is heard, but its wearer has not authenticated: it cannot tap. Authenticate, with a"
                    + " finger on the band.";
        }
        return (only.isPresent() ? "Band " + only.get() + " is not heard." : "No band is heard.")
                + " Is it charged, enrolled, on the wrist? `nbe scan` lists what is on the air.";
    }

    private void holds(long nowNanos) {
        Optional<HeardBand> lead = lead(nowNanos);
        if (lead.isEmpty()) {
            giveUpAfterPatience(nowNanos);
            return;
        }
        HeardBand band = lead.get();
        if (!leader.equals(lead)) {
            leader = lead;
            counted = List.of();
            gotIt = false;
        }
        List<Hold> holds = band.holds();
        Optional<Hold> current = band.current();
        if (current.isPresent() && current.get().seconds() >= HELD_SECONDS && !gotIt) {
            gotIt = true;
            says.accept(String.format(
                    Locale.ROOT,
                    "Hold %d of %d: got it, %.0f dBm. Take the hand away.",
                    Math.min(HOLDS, holds.size() + 1),
                    HOLDS,
                    current.get().levelDbm()));
            remindedNanos = nowNanos;
        }
        count(holds, nowNanos);
        if (current.isEmpty()
                && holds.size() >= HOLDS
                && nowNanos - holds.get(holds.size() - 1).toNanos() >= AWAY_NANOS) {
            held = lead;
            for (Hold hold : holds) {
                mark(hold.fromNanos(), Mark.TAP + " " + band.address());
                mark(hold.toNanos(), Mark.AWAY);
            }
            begin(Step.WORK, nowNanos);
            return;
        }
        if (current.isEmpty() && isTimeToRemind(nowNanos)) {
            says.accept(
                    "Nothing comes near. Hold the band itself, not only the hand, flat against the dongle for two seconds.");
        }
        giveUpAfterPatience(nowNanos);
    }

    private void count(List<Hold> holds, long nowNanos) {
        if (holds.equals(counted)) {
            return;
        }
        if (!holds.containsAll(counted)) {
            says.accept("A hold that was far weaker than the others does not count: " + holds.size() + " of " + HOLDS
                    + " so far.");
        } else if (!gotIt) {
            says.accept(String.format(
                    Locale.ROOT,
                    "Hold %d of %d: %.0f dBm.",
                    Math.min(HOLDS, holds.size()),
                    HOLDS,
                    holds.get(holds.size() - 1).levelDbm()));
        }
        counted = holds;
        gotIt = false;
        remindedNanos = nowNanos;
    }

    /** The band that came nearest: by its strongest hold, or without one by its level now. */
    private Optional<HeardBand> lead(long nowNanos) {
        return bands.values().stream()
                .max(Comparator.comparingDouble(HeardBand::strongestDbm)
                        .thenComparingDouble(band -> band.levelDbm(nowNanos).orElse(Integer.MIN_VALUE)));
    }

    private void work(long nowNanos) {
        HeardBand band = held.orElseThrow();
        if (band.silentSeconds(nowNanos) > SILENT_SECONDS && !silent) {
            silent = true;
            says.accept(
                    "The band has not been heard for ten seconds. Work on; if you had left, press r for the minute again.");
        }
        if (band.holds().size() > counted.size()) {
            counted = band.holds();
            says.accept(
                    "That was as near as a hold, and will count against each threshold that fires on it. If it was no work,"
                            + " press r for the minute again.");
        }
    }

    private void endAfter(long nanos, Step next, long nowNanos) {
        if (nowNanos - sinceNanos >= nanos) {
            begin(next, nowNanos);
        }
    }

    private boolean isTimeToRemind(long nowNanos) {
        if (nowNanos - remindedNanos < REMINDER_NANOS) {
            return false;
        }
        remindedNanos = nowNanos;
        return true;
    }

    private void giveUpAfterPatience(long nowNanos) {
        if (nowNanos - sinceNanos >= durations.patience().toNanos() && failure.isEmpty()) {
            failure = Optional.of(
                    bands.isEmpty()
                            ? nothingHeard()
                            : "in " + durations.patience().toMinutes() + " minutes " + counted.size() + " of " + HOLDS
                                    + " holds were seen. The levels of a"
                                    + " hold and of a hand at work do not differ enough, or nobody held the band to the dongle");
        }
    }

    /** What a screen shows beside the sentences. */
    View view(long nowNanos) {
        Optional<HeardBand> band = held.or(() -> lead(nowNanos));
        Optional<Long> endNanos = switch (step) {
            case REST -> band.map(one -> one.sinceNanos() + durations.rest().toNanos());
            case WORK -> Optional.of(sinceNanos + durations.work().toNanos());
            case WALK -> Optional.of(sinceNanos + durations.walk().toNanos());
            default -> Optional.empty();
        };
        return new View(
                step,
                band.map(HeardBand::address),
                band.map(one -> one.levelDbm(nowNanos)).orElse(OptionalDouble.empty()),
                band.map(HeardBand::restDbm).orElse(OptionalDouble.empty()),
                band.map(HeardBand::holds).orElse(List.of()),
                endNanos.map(end -> Math.max(0, end - nowNanos) / 1_000_000_000L));
    }
}
