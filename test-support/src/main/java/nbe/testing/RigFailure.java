package nbe.testing;

/** The program under test, or something around it, did not do what was to be measured. */
public final class RigFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public RigFailure(String message) {
        super(message);
    }

    public RigFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
