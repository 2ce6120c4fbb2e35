package nbe.bgapi.host;

import nbe.bgapi.call.Call;
import nbe.bgapi.call.Outcome;

/** The progress of a {@link Procedure} after an answer or an event: the procedure returns it, and {@link Working} acts on it. */
@FunctionalInterface
interface Progress<T> {
    /** Calls the method of {@code handler} for this case. */
    SessionStep to(Handler handler);

    /** One method for each case, so that a handler without a case does not compile. */
    interface Handler {
        /** The procedure waits for further events. */
        SessionStep waiting();

        /** The procedure needs another command. */
        SessionStep next(Call<?> call);

        /** The procedure has ended with a result, of its type {@code T}. */
        SessionStep done(Object value);

        /** The dongle or the device has refused the command. */
        SessionStep refused(Outcome refusal);

        /** The device breaks the protocol; {@code how} describes it. */
        SessionStep breach(String how);
    }

    static <T> Progress<T> waiting() {
        return Handler::waiting;
    }

    static <T> Progress<T> goOn(Call<?> call) {
        return handler -> handler.next(call);
    }

    static <T> Progress<T> done(T value) {
        return handler -> handler.done(value);
    }

    static <T> Progress<T> refused(Outcome refusal) {
        return handler -> handler.refused(refusal);
    }

    static <T> Progress<T> breach(String how) {
        return handler -> handler.breach(how);
    }

    /** {@link #done} if the outcome is success, else {@link #refused}. */
    static <T> Progress<T> by(Outcome outcome, T value) {
        return outcome.isSuccess() ? done(value) : refused(outcome);
    }
}
