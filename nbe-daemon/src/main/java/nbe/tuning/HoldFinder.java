package nbe.tuning;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the times in which one band was held to the dongle, from its levels alone: while they are heard, or in a recording without marks.
 * It decides which moments count as holds, never what a threshold would have made of them. For one thread.
 *
 * <p>A rise begins where the mean of the last 0.6 s is 6 dB above the level at rest, and ends where it is back half-way. A hold is the run of
 * its strong samples. Of all of them those count that come near the strongest: a hand that moves at the desk does not.
 */
public final class HoldFinder {
    private static final long LEVEL_NANOS = 600_000_000L;
    /** Two holds that are nearer to each other are one, with a fade in it. */
    private static final long SAME_NANOS = 1_000_000_000L;

    private static final long SHORTEST_NANOS = 300_000_000L;
    /** Whoever stays longer has sat down there. */
    private static final long LONGEST_NANOS = 30_000_000_000L;

    private static final long SILENT_NANOS = 3_000_000_000L;
    private static final double RISE_DB = 6;
    private static final double STRONG_SHARE = 2 / 3.0;
    private static final double CLEAR_SHARE = 0.6;

    private final double restDbm;
    private final double clearDb;
    private final boolean slow;
    private final ArrayDeque<Sample> window = new ArrayDeque<>();
    private final List<Sample> current = new ArrayList<>();
    private final List<Hold> found = new ArrayList<>();
    private double peakDbm;

    private record Sample(long atNanos, int dbm) {}

    /**
     * @param restDbm the band's level while nobody holds it
     * @param clearDb a hold is at least so much above that
     * @param slow whether the band advertises so seldom that one sample can be all that is heard of a short hold
     */
    public HoldFinder(double restDbm, double clearDb, boolean slow) {
        this.restDbm = restDbm;
        this.clearDb = clearDb;
        this.slow = slow;
    }

    /** The next sample of the band. */
    public void sample(long atNanos, int dbm) {
        if (!window.isEmpty() && atNanos - window.peekLast().atNanos() > SILENT_NANOS) {
            end();
            window.clear();
        }
        window.add(new Sample(atNanos, dbm));
        while (atNanos - window.peekFirst().atNanos() > LEVEL_NANOS) {
            window.remove();
        }
        double levelDbm = window.stream().mapToInt(Sample::dbm).average().orElseThrow();
        if (current.isEmpty()) {
            if (levelDbm >= restDbm + RISE_DB && dbm >= restDbm + RISE_DB) {
                peakDbm = levelDbm;
                window.stream()
                        .filter(sample -> sample.dbm() >= restDbm + RISE_DB)
                        .forEach(current::add);
            }
            return;
        }
        current.add(new Sample(atNanos, dbm));
        peakDbm = Math.max(peakDbm, levelDbm);
        if (levelDbm < (restDbm + peakDbm) / 2) {
            end();
        }
    }

    /** The hold that goes on, as far as it is clear; empty: the band is not at the dongle. */
    public Optional<Hold> current() {
        List<Hold> now = runs();
        return now.isEmpty()
                ? Optional.empty()
                : Optional.of(now.get(now.size() - 1)).filter(hold -> hold.levelDbm() >= leastDbm(bestDbm()));
    }

    /** The clear holds that are over, in the order of time. */
    public List<Hold> holds() {
        double leastDbm = leastDbm(bestDbm());
        return found.stream().filter(hold -> hold.levelDbm() >= leastDbm).toList();
    }

    /** No more samples come: a hold that goes on is over. */
    public void end() {
        runs().stream().filter(this::isAHold).forEach(this::add);
        current.clear();
    }

    private void add(Hold hold) {
        Optional<Hold> last = found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
        if (last.isPresent() && hold.fromNanos() - last.get().toNanos() <= SAME_NANOS) {
            double levelDbm = Math.max(hold.levelDbm(), last.get().levelDbm());
            found.set(found.size() - 1, new Hold(last.get().fromNanos(), hold.toNanos(), levelDbm));
        } else {
            found.add(hold);
        }
    }

    private boolean isAHold(Hold hold) {
        long nanos = hold.toNanos() - hold.fromNanos();
        return (slow || nanos >= SHORTEST_NANOS) && nanos <= LONGEST_NANOS;
    }

    /** The runs of strong samples in the current rise; an arm may rest near the dongle between two of them. */
    private List<Hold> runs() {
        double strongDbm = restDbm + STRONG_SHARE * (peakDbm - restDbm);
        List<Hold> runs = new ArrayList<>();
        List<Sample> run = new ArrayList<>();
        for (Sample sample : current) {
            if (sample.dbm() >= strongDbm) {
                if (!run.isEmpty() && sample.atNanos() - run.get(run.size() - 1).atNanos() > gapNanos()) {
                    hold(run).ifPresent(runs::add);
                    run.clear();
                }
                run.add(sample);
            }
        }
        hold(run).ifPresent(runs::add);
        return runs;
    }

    private long gapNanos() {
        return slow ? SILENT_NANOS : SAME_NANOS;
    }

    private Optional<Hold> hold(List<Sample> run) {
        if (run.size() < (slow ? 1 : 2)) {
            return Optional.empty();
        }
        return Optional.of(new Hold(
                run.get(0).atNanos(),
                run.get(run.size() - 1).atNanos(),
                run.stream().mapToInt(Sample::dbm).average().orElseThrow()));
    }

    private double bestDbm() {
        return found.stream().mapToDouble(Hold::levelDbm).max().orElse(restDbm);
    }

    private double leastDbm(double bestDbm) {
        return restDbm + Math.max(clearDb, CLEAR_SHARE * (bestDbm - restDbm));
    }
}
