package nbe.bgapi.port;

import java.util.Optional;

/** Why a port could not be opened: it does not exist (no problem given), or there is a problem. */
public final class CannotOpenException extends Exception {
    private static final long serialVersionUID = 1L;

    private final AdapterProblem problem; // null: the port is not there

    private CannotOpenException(AdapterProblem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    public static CannotOpenException because(AdapterProblem problem, String message) {
        return new CannotOpenException(problem, message, null);
    }

    public static CannotOpenException because(AdapterProblem problem, String message, Throwable cause) {
        return new CannotOpenException(problem, message, cause);
    }

    public static CannotOpenException notThere(String message) {
        return new CannotOpenException(null, message, null);
    }

    /** Empty: the port does not exist (any more). */
    public Optional<AdapterProblem> problem() {
        return Optional.ofNullable(problem);
    }
}
