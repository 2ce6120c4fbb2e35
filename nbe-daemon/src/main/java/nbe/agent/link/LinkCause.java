package nbe.agent.link;

import java.util.regex.Pattern;

/**
 * Why a connection ended.
 *
 * @param kind what went wrong
 * @param mark distinguishes causes of one kind. It holds nothing that differs between attempts with the same cause: addresses of a
 *     name, times of day, numbers in texts of the other side
 * @param text one line for the log: the observation, and the remedy if there is one
 */
public record LinkCause(Kind kind, String mark, String text) {
    private static final Pattern TIME = Pattern.compile("\\d{4,}-\\d\\d-\\d\\dT[\\d:.]+Z");

    /** The kinds of ends. */
    public enum Kind {
        NAME_UNKNOWN,
        REFUSED,
        TIMEOUT,
        PROXY,
        TLS,
        HANDSHAKE,
        JOIN,
        PROTOCOL,
        CLOSED_BY_AGENT,
        SILENT,
        STUCK,
        CLOSED_BY_US,
        IO
    }

    /** For a text that differs between attempts only in times of day. */
    public LinkCause(Kind kind, String text) {
        this(kind, TIME.matcher(text).replaceAll("…"), text);
    }

    /** Whether it is the same cause again. */
    boolean isSame(LinkCause other) {
        return kind == other.kind && mark.equals(other.mark);
    }
}
