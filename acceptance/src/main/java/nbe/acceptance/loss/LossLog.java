package nbe.acceptance.loss;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dropped intents in the daemon's log: line by line, and the log's own sums. Pure. */
final class LossLog {
    private static final Pattern DROPPED = Pattern.compile(
            "^(\\S+) WARN endpoint (?:intent dropped, (.+?)|dropped, (noticed) \\d+ ms too late): BLE tap of (\\S+): .*");
    private static final Pattern SUMMED = Pattern.compile("intents dropped \\([^)]*\\) (\\d+)");

    private final List<LossCount.Drop> drops = new ArrayList<>();
    private long summed;

    LossLog(List<String> lines) {
        for (String line : lines) {
            Matcher one = DROPPED.matcher(line);
            if (one.matches()) {
                String reason = one.group(2) == null ? "noticed too late" : one.group(2);
                drops.add(new LossCount.Drop(one.group(4), Instant.parse(one.group(1)), reason));
            }
            Matcher sum = SUMMED.matcher(line);
            while (line.contains("dropped or damaged") && sum.find()) {
                summed += Long.parseLong(sum.group(1));
            }
        }
    }

    /** One for each line. */
    List<LossCount.Drop> drops() {
        return List.copyOf(drops);
    }

    /** The sum of its summaries: those of every hour, and the one at the end. */
    long summed() {
        return summed;
    }
}
