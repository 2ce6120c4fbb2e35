package nbe.agent.link;

import nbe.base.Printable;

/**
 * Excerpts from texts of the other side, for one log line.
 */
public final class PeerText {
    private PeerText() {}

    /** For comparisons: replaces numbers, since counters, times and request ids differ each time. */
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
