package nbe.acceptance.loss;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nbe.testing.Report;
import nbe.testing.Spread;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What became of the taps: counts, prints and judges. */
final class LossResult {
    /** For the scheduler of a machine that is shared: from an interface to the agent's line in its file. */
    private static final Duration SCHEDULING = Duration.ofMillis(250);

    private static final Duration INTENT_LIFE = Duration.ofSeconds(2);

    private static final int LINES_SHOWN = 10;

    private final Report report;
    private final boolean reference;
    private final Duration allowance;

    /**
     * @param reference whether an NEA behind the reference agent keeps the record
     * @param way the longest time that the network takes for a packet
     */
    LossResult(Report report, boolean reference, Duration way) {
        this.report = report;
        this.reference = reference;
        this.allowance = INTENT_LIFE.plus(way).plus(SCHEDULING);
    }

    /** Prints the counts; returns whether every tap is in one and presence is right. */
    boolean judge(
            List<LossRecord.Message> messages,
            List<LossRecord.Message> atRest,
            long begin,
            LossBands crowd,
            LossFaults faults,
            LossLog log) {
        ObjectMapper json = new ObjectMapper();
        List<LossCount.Arrival> arrivals = new ArrayList<>();
        for (LossRecord.Message message : messages) {
            JsonNode tree = json.readTree(message.text());
            if (tree.path("operation").asString("").equals("intent")) {
                JsonNode payload = tree.path("payload");
                arrivals.add(new LossCount.Arrival(
                        payload.path("device").asString(""),
                        Instant.parse(payload.path("time").asString("")),
                        message.atNanos()));
            }
        }
        List<LossCount.Window> absences =
                reference ? LossAbsences.of(messages, faults.deaths(), begin, json) : List.of();
        LossCount count =
                new LossCount(crowd.taps(), arrivals, log.drops(), faults.standstills(), absences, allowance.toNanos());
        List<String> mismatches = LossPresence.after(atRest, json).mismatches(crowd.present());
        int connections =
                messages.stream().mapToInt(LossRecord.Message::connection).max().orElse(0);
        print(count, log, mismatches.size(), connections);
        mismatches.stream().limit(LINES_SHOWN).forEach(line -> report.line("  %s", line));
        count.unexplained().stream()
                .limit(LINES_SHOWN)
                .forEach(tap -> report.line("  in no count: tap %d of %s at %s", tap.number(), tap.band(), tap.at()));
        return count.late() == 0
                && count.twice() == 0
                && count.outOfOrder() == 0
                && count.invented() == 0
                && count.unexplained().isEmpty()
                && log.summed() == log.drops().size()
                && mismatches.isEmpty();
    }

    private void print(LossCount count, LossLog log, int mismatches, int connections) {
        report.title("What became of the taps, as " + (reference ? "the NEA" : "the agent") + " got them on "
                + connections + " connections");
        row("taps", count.taps());
        row("arrived", count.arrived());
        row("dropped and counted by the daemon", count.dropped());
        count.reasons().forEach((reason, number) -> report.line("    %7d  %s", number, reason));
        row("  of them arrived all the same", count.both());
        row("the daemon's own sum of the dropped", log.summed());
        row("late (older than " + allowance.toMillis() + " ms)", count.late());
        row("late since the agent itself stood still", count.lateByTheAgent());
        row("twice", count.twice());
        row("out of order", count.outOfOrder());
        row("invented (no tap, or counted twice)", count.invented());
        if (reference) {
            row("reached the agent, which had no NEA", count.toNobody());
        }
        row("unexplained (in no count)", count.unexplained().size());
        row("presence mismatches at the end", mismatches);
        if (count.arrived() > count.lateByTheAgent()) {
            report.title("Age at arrival, without those for which the agent itself is to blame");
            report.spreadHead();
            report.spread("from advertisement to agent", Spread.of(count.agesMillis()), "ms");
        }
    }

    private void row(String what, long number) {
        report.line("  %-42s %7d", what, number);
    }
}
