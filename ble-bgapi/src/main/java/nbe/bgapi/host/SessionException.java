package nbe.bgapi.host;

import java.util.Optional;
import nbe.bgapi.call.Outcome;

/** A request to a {@link GattSession} failed. Its methods throw it on the caller's thread; {@link #error} is the kind of error. */
public final class SessionException extends Exception {
    private static final long serialVersionUID = 1;

    private final SessionError error;
    private final int code; // of REFUSED and REMOTE_DISCONNECTED; else -1

    private SessionException(SessionError error, int code, String message, Throwable cause) {
        super(message, cause);
        this.error = error;
        this.code = code;
    }

    static SessionException of(SessionError error, String what) {
        return new SessionException(error, -1, what + ": " + error.text(), null);
    }

    static SessionException of(SessionError error, Outcome outcome, String what) {
        return new SessionException(error, outcome.code(), what + ": " + error.text() + ", " + outcome, null);
    }

    /** A copy for the caller's thread, with that thread's stack trace; this exception is its cause. */
    SessionException rethrown() {
        return new SessionException(error, code, getMessage(), this);
    }

    public SessionError error() {
        return error;
    }

    /** The BGAPI code of a {@link SessionError#REFUSED} or {@link SessionError#REMOTE_DISCONNECTED}; empty for any other error. */
    public Optional<Outcome> outcome() {
        return code < 0 ? Optional.empty() : Optional.of(new Outcome(code));
    }
}
