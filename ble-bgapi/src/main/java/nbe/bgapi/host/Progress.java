package nbe.bgapi.host;

/**
 * Where a procedure stands after something has come in.
 *
 * @param next the next call, if it goes on with one
 * @param done whether it is through
 * @param value its result once it is through
 * @param refusal why it failed, if it did
 * @param breach how the device breaks the protocol, if it does
 */
record Progress<T>(Call<?> next, boolean done, T value, Outcome refusal, String breach) {
    static <T> Progress<T> waiting() {
        return new Progress<>(null, false, null, null, null);
    }

    static <T> Progress<T> goOn(Call<?> next) {
        return new Progress<>(next, false, null, null, null);
    }

    static <T> Progress<T> done(T value) {
        return new Progress<>(null, true, value, null, null);
    }

    static <T> Progress<T> refused(Outcome refusal) {
        return new Progress<>(null, false, null, refusal, null);
    }

    static <T> Progress<T> breach(String how) {
        return new Progress<>(null, false, null, null, how);
    }

    /** Done if the outcome is success, else refused. */
    static <T> Progress<T> by(Outcome outcome, T value) {
        return outcome.isSuccess() ? done(value) : refused(outcome);
    }
}
