package nbe.agent.link;

import nbe.base.Printable;

/**
 * Shortens texts that the agent, a proxy or another server sent (reasons, error pages) for one log line. The handlers of the transport and
 * of Phoenix channels call it.
 */
public final class PeerText {
    private PeerText() {}

    /** Replaces numbers by {@code #}, for comparisons: counters, times and request ids differ between attempts. */
    public static String withoutNumbers(String text) {
        return text.replaceAll("[0-9]+", "#");
    }

    /** The first line that is not blank; empty if all lines are blank. */
    public static String firstLine(String text, int longest) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(line -> Printable.bounded(line, longest))
                .orElse("");
    }
}
