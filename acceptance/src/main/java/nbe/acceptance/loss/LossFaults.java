package nbe.acceptance.loss;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import nbe.testing.RigFailure;

/** Cuts the network and kills or stops agent and NEA in {@code acceptance/loss}, at random times from a seed. One thread. */
final class LossFaults {
    /** How a cable can be cut. */
    enum Cut {
        BOTH_WAYS("both ways"),
        TO_AGENT("to the agent only"),
        TO_DAEMON("to the daemon only"),
        UNPLUGGED("interface down");

        private final String words;

        Cut(String words) {
            this.words = words;
        }
    }

    private static final Duration SHORTEST_CUT = Duration.ofMillis(200);
    private static final Duration LONGEST_CUT = Duration.ofSeconds(20);
    private static final Duration LONGEST_ABSENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(6);
    /** The share of a process's faults that is a standstill; the others are its death. */
    private static final double STANDSTILLS = 0.25;

    /**
     * How often.
     *
     * @param cutEvery from the end of a cut to the next; zero: never
     * @param regular whether the interval is always the same, not only on average
     * @param agentFaultEvery from when a process was started to its death or standstill, on average; zero: never
     */
    record Pace(Duration cutEvery, boolean regular, Duration agentFaultEvery) {}

    private final LossNetwork network;
    private final Pace pace;
    private final SplittableRandom chance;
    private final List<Patient> patients = new ArrayList<>();
    private final Map<Cut, Integer> cuts = new EnumMap<>(Cut.class);
    private Cut cut;
    private long cutSinceNanos;
    private long cutNanos;
    private long nextCutNanos;
    private long nextMendNanos;

    /** @param mortals the processes that die; already started */
    LossFaults(LossNetwork network, List<MortalProgram> mortals, Pace pace, SplittableRandom chance, long now) {
        this.network = network;
        this.pace = pace;
        this.chance = chance;
        nextCutNanos = now + untilNextCut();
        mortals.forEach(mortal -> patients.add(new Patient(mortal, now)));
    }

    private long untilNextCut() {
        return pace.regular() && !pace.cutEvery().isZero() ? pace.cutEvery().toNanos() : mean(pace.cutEvery());
    }

    private long mean(Duration of) {
        return of.isZero() ? TimeUnit.DAYS.toNanos(1) : (long) (-Math.log(1 - chance.nextDouble()) * of.toNanos());
    }

    private long upTo(Duration most) {
        return chance.nextLong(most.toNanos());
    }

    /** Does what is due; the caller calls it often. */
    void turn(long now) throws IOException, InterruptedException, RigFailure {
        if (cut == null && now - nextCutNanos >= 0) {
            cut(now);
        } else if (cut != null && now - nextMendNanos >= 0) {
            mend(now);
            nextCutNanos = now + untilNextCut();
        }
        for (Patient patient : patients) {
            patient.turn(now);
        }
    }

    private void cut(long now) throws IOException, InterruptedException, RigFailure {
        cut = Cut.values()[chance.nextInt(Cut.values().length)];
        cuts.merge(cut, 1, Integer::sum);
        cutSinceNanos = now;
        nextMendNanos = now + SHORTEST_CUT.toNanos() + upTo(LONGEST_CUT.minus(SHORTEST_CUT));
        if (cut == Cut.UNPLUGGED) {
            network.plugged(false);
        }
        if (cut == Cut.BOTH_WAYS || cut == Cut.TO_AGENT) {
            network.link().cut(LossyLink.Way.TO_AGENT);
        }
        if (cut == Cut.BOTH_WAYS || cut == Cut.TO_DAEMON) {
            network.link().cut(LossyLink.Way.TO_DAEMON);
        }
    }

    private void mend(long now) throws IOException, InterruptedException, RigFailure {
        if (cut == Cut.UNPLUGGED) {
            network.plugged(true);
        }
        network.link().mend();
        cutNanos += now - cutSinceNanos;
        cut = null;
    }

    /** Ends all faults: mends the cable, starts or resumes every process. */
    void end(long now) throws IOException, InterruptedException, RigFailure {
        if (cut != null) {
            mend(now);
        }
        for (Patient patient : patients) {
            patient.end(now);
        }
    }

    /** The times in which one of the processes stood still. */
    List<LossCount.Window> standstills() {
        return patients.stream()
                .flatMap(patient -> patient.standstills.stream())
                .toList();
    }

    /** When one of the processes was killed. */
    List<Long> deaths() {
        return patients.stream().flatMap(patient -> patient.deaths.stream()).toList();
    }

    /** A process and its faults. */
    private final class Patient {
        private final MortalProgram mortal;
        private final List<LossCount.Window> standstills = new ArrayList<>();
        private final List<Long> deaths = new ArrayList<>();
        private boolean standsStill;
        private long stoodStillFromNanos;
        private long nextFaultNanos;
        private long nextRevivalNanos;

        Patient(MortalProgram mortal, long now) {
            this.mortal = mortal;
            nextFaultNanos = now + mean(pace.agentFaultEvery());
        }

        void turn(long now) throws IOException, InterruptedException, RigFailure {
            boolean ill = standsStill || !mortal.isAlive();
            if (!ill && now - nextFaultNanos >= 0) {
                fallIll(now);
            } else if (ill && now - nextRevivalNanos >= 0) {
                recover(now);
            }
        }

        private void fallIll(long now) throws IOException, InterruptedException, RigFailure {
            if (chance.nextDouble() < STANDSTILLS) {
                mortal.standStill(true);
                standsStill = true;
                stoodStillFromNanos = now;
                nextRevivalNanos = now + upTo(LONGEST_STANDSTILL);
            } else {
                mortal.kill();
                deaths.add(now);
                nextRevivalNanos = now + upTo(LONGEST_ABSENCE);
            }
        }

        private void recover(long now) throws IOException, InterruptedException, RigFailure {
            if (standsStill) {
                mortal.standStill(false);
                standsStill = false;
                standstills.add(new LossCount.Window(stoodStillFromNanos, now));
            } else {
                mortal.start();
            }
            nextFaultNanos = now + mean(pace.agentFaultEvery());
        }

        void end(long now) throws IOException, InterruptedException, RigFailure {
            if (standsStill || !mortal.isAlive()) {
                recover(now);
            }
        }

        String describe() {
            return "the " + mortal.name() + " was killed " + deaths.size() + " times and stood still "
                    + standstills.size() + " times";
        }
    }

    /** What happened, in words. */
    String describe() {
        int all = cuts.values().stream().mapToInt(Integer::intValue).sum();
        StringBuilder kinds = new StringBuilder();
        cuts.forEach((kind, count) -> kinds.append(kinds.isEmpty() ? "" : ", ")
                .append(kind.words)
                .append(' ')
                .append(count));
        return String.format(
                Locale.ROOT,
                "%d cuts (%s), %.0f s in all; %s",
                all,
                kinds.isEmpty() ? "none" : kinds,
                cutNanos / 1e9,
                patients.stream().map(Patient::describe).collect(Collectors.joining("; ")));
    }
}
