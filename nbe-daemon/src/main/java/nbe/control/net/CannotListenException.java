package nbe.control.net;

/** The control socket cannot be opened. The message says why and what the operator can do; it begins with the path. */
public final class CannotListenException extends Exception {
    private static final long serialVersionUID = 1L;

    CannotListenException(String message) {
        super(message);
    }

    CannotListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
