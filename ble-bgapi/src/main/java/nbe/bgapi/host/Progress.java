package nbe.bgapi.host;

import nbe.bgapi.call.Call;
import nbe.bgapi.call.Outcome;

/** Where a procedure stands after something has come in. */
@FunctionalInterface
interface Progress<T> {
    /** Calls the method of the handler that belongs to this case. */
    SessionStep to(Handler handler);

    /** One method a case, so that a forgotten one does not compile. */
    interface Handler {
        /** Further events are to come. */
        SessionStep waiting();

        /** The procedure goes on with another command. */
        SessionStep next(Call<?> call);

        /** The procedure has its result, of its own type. */
        SessionStep done(Object value);

        SessionStep refused(Outcome refusal);

        /** The device breaks the protocol, in the way that the text says. */
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

    /** Done if the outcome is success, else refused. */
    static <T> Progress<T> by(Outcome outcome, T value) {
        return outcome.isSuccess() ? done(value) : refused(outcome);
    }
}
