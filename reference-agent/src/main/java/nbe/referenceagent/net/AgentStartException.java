package nbe.referenceagent.net;

/** The reference agent cannot start; the message says what, where, and what to do about it, for the person who started it. */
public final class AgentStartException extends Exception {
    private static final long serialVersionUID = 1;

    /** What stands in the way. */
    public enum Cause {
        /** A port or address cannot be listened on. */
        LISTENER,
        /** The certificate or the key. */
        TLS_FILES,
        /** The directory file. */
        BANDS_FILE
    }

    private final Cause trouble;

    public AgentStartException(Cause trouble, String message, Throwable cause) {
        super(message, cause);
        this.trouble = trouble;
    }

    public Cause trouble() {
        return trouble;
    }
}
