package nbe.service;

/** The operating system did not do what was asked of it for the service. The message says what, why, and the remedy. */
public final class ServiceFailure extends Exception {
    private static final long serialVersionUID = 1;

    public ServiceFailure(String message) {
        super(message);
    }

    public ServiceFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
