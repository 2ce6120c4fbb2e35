package nbe.agent;

/**
 * Why a connection ended.
 *
 * @param kind what went wrong
 * @param text one line for the log: what was seen, and what to do where there is something to do
 */
public record LinkCause(Kind kind, String text) {
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
}
