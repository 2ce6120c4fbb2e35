package nbe.agent.link;

import java.util.regex.Pattern;

/**
 * Why a connection ended.
 *
 * @param kind what went wrong
 * @param mark tells it from other causes of its kind. Nothing stands in it that differs from one attempt to the next though the cause
 *     is the same: which address of a name it was, what a clock shows, numbers in words of the other side
 * @param text one line for the log: what was seen, and what to do where there is something to do
 */
public record LinkCause(Kind kind, String mark, String text) {
    private static final Pattern TIME = Pattern.compile("\\d{4,}-\\d\\d-\\d\\dT[\\d:.]+Z");

    /** Kinds of ends, with what they mean to an operator. */
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

    /** Of a text that says the same each time, but for times of day. */
    public LinkCause(Kind kind, String text) {
        this(kind, TIME.matcher(text).replaceAll("…"), text);
    }

    /** Whether it is the same trouble once more. */
    boolean isSame(LinkCause other) {
        return kind == other.kind && mark.equals(other.mark);
    }
}
