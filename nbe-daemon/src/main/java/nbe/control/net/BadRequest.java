package nbe.control.net;

/** A request is not allowed as it is. The message says what is wrong and what is allowed. */
public final class BadRequest extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, and what is allowed */
    public BadRequest(String message) {
        super(message, null, false, false);
    }
}
