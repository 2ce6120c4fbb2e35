package nbe.agent.link;

import nbe.base.Printable;

/** Parts of what the other side says, for one log line. */
public final class PeerText {
    private PeerText() {}

    /** For comparisons: counters, times and names of requests differ each time, though nothing else does. */
    public static String withoutNumbers(String text) {
        return text.replaceAll("[0-9]+", "#");
    }

    /** The first line that is not blank; empty if there is none. */
    public static String firstLine(String text, int longest) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(line -> Printable.bounded(line, longest))
                .orElse("");
    }
}
