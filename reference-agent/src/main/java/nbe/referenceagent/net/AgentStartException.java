package nbe.referenceagent.net;

/** The reference agent cannot start; the message names the cause and the remedy, for the person who started it. */
public final class AgentStartException extends Exception {
    private static final long serialVersionUID = 1;

    /** The kind of obstacle. */
    public enum Cause {
        /** A port or address cannot be listened on. */
        LISTENER,
        /** The certificate or the key. */
        TLS_FILES,
        /** The directory file. */
        BANDS_FILE
    }

    private final Cause kind;

    public AgentStartException(Cause kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** The kind of obstacle. */
    public Cause kind() {
        return kind;
    }
}
