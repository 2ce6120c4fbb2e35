package nbe.pcsc;

import java.util.Optional;
import nbe.pcsc.binding.ReaderStatus;

/**
 * A reader as it is now, for people. Immutable.
 *
 * @param name full name
 * @param watched whether its cards count
 * @param trouble why it is of no use at present, and the remedy
 */
public record ReaderView(String name, State state, boolean watched, Optional<String> trouble) {
    /** What is on the reader. */
    public enum State {
        EMPTY,
        CARD,
        /** Something that does not answer as a card. */
        MUTE,
        /** The reader's driver does not answer. */
        UNREACHABLE
    }

    static ReaderView of(ReaderStatus status, boolean watched, Optional<String> trouble) {
        return new ReaderView(status.reader(), state(status), watched, trouble);
    }

    private static State state(ReaderStatus status) {
        if (status.unavailable()) {
            return State.UNREACHABLE;
        }
        if (!status.present()) {
            return State.EMPTY;
        }
        return status.readable() ? State.CARD : State.MUTE;
    }
}
