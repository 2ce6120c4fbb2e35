package nbe.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** What happens to the network and to the agent in {@code benchmarks/loss}, and when: by chance, from a seed. One thread. */
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
    /** Of an agent's faults so many are a standstill; the others are its death. */
    private static final double STANDSTILLS = 0.25;

    /**
     * How often.
     *
     * @param cutEvery from the end of a cut to the next; zero: never
     * @param regular whether that is the same each time, and not only on average
     * @param agentFaultEvery from when an agent was started to its death or standstill, on average; zero: never
     */
    record Pace(Duration cutEvery, boolean regular, Duration agentFaultEvery) {}

    /** A time in which the agent's process stood still. */
    record Standstill(long fromNanos, long toNanos) {}

    private final LossNetwork network;
    private final LossAgentProcess agent;
    private final Pace pace;
    private final SplittableRandom chance;
    private final Map<Cut, Integer> cuts = new EnumMap<>(Cut.class);
    private final List<Standstill> standstills = new ArrayList<>();
    private Cut cut;
    private long cutSinceNanos;
    private long cutNanos;
    private long nextCutNanos;
    private long nextMendNanos;
    private int deaths;
    private boolean standsStill;
    private long stoodStillFromNanos;
    private long nextAgentFaultNanos;
    private long nextRevivalNanos;

    LossFaults(LossNetwork network, LossAgentProcess agent, Pace pace, SplittableRandom chance, long now) {
        this.network = network;
        this.agent = agent;
        this.pace = pace;
        this.chance = chance;
        nextCutNanos = now + untilNextCut();
        nextAgentFaultNanos = now + mean(pace.agentFaultEvery());
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

    /** Does what is due; to be called often. */
    void turn(long now) throws IOException, InterruptedException, BenchmarkFailure {
        if (cut == null && now - nextCutNanos >= 0) {
            cut(now);
        } else if (cut != null && now - nextMendNanos >= 0) {
            mend(now);
            nextCutNanos = now + untilNextCut();
        }
        boolean ill = standsStill || !agent.isAlive();
        if (!ill && now - nextAgentFaultNanos >= 0) {
            agentFault(now);
        } else if (ill && now - nextRevivalNanos >= 0) {
            revive(now);
        }
    }

    private void cut(long now) throws IOException, InterruptedException, BenchmarkFailure {
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

    private void mend(long now) throws IOException, InterruptedException, BenchmarkFailure {
        if (cut == Cut.UNPLUGGED) {
            network.plugged(true);
        }
        network.link().mend();
        cutNanos += now - cutSinceNanos;
        cut = null;
    }

    private void agentFault(long now) throws IOException, InterruptedException, BenchmarkFailure {
        if (chance.nextDouble() < STANDSTILLS) {
            agent.standStill(true);
            standsStill = true;
            stoodStillFromNanos = now;
            nextRevivalNanos = now + upTo(LONGEST_STANDSTILL);
        } else {
            agent.kill();
            deaths++;
            nextRevivalNanos = now + upTo(LONGEST_ABSENCE);
        }
    }

    private void revive(long now) throws IOException, InterruptedException, BenchmarkFailure {
        if (standsStill) {
            agent.standStill(false);
            standsStill = false;
            standstills.add(new Standstill(stoodStillFromNanos, now));
        } else {
            agent.start();
        }
        nextAgentFaultNanos = now + mean(pace.agentFaultEvery());
    }

    /** Ends whatever is going on: the cable is whole, the agent runs. */
    void end(long now) throws IOException, InterruptedException, BenchmarkFailure {
        if (cut != null) {
            mend(now);
        }
        if (standsStill || !agent.isAlive()) {
            revive(now);
        }
    }

    List<Standstill> standstills() {
        return List.copyOf(standstills);
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
                "%d cuts (%s), %.0f s in all; the agent was killed %d times and stood still %d times",
                all,
                kinds.isEmpty() ? "none" : kinds,
                cutNanos / 1e9,
                deaths,
                standstills.size());
    }
}
