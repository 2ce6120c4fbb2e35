package nbe.service;

/** The operating system refused or failed a request for the service. The message says which, why, and the remedy. */
public final class ServiceFailure extends Exception {
    private static final long serialVersionUID = 1;

    public ServiceFailure(String message) {
        super(message);
    }

    public ServiceFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
