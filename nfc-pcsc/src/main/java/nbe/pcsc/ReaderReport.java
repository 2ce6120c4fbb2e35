package nbe.pcsc;

import java.util.List;
import nbe.pcsc.binding.BindingInUse;
import nbe.pcsc.binding.ReaderStatus;

/**
 * A report of the thread {@code pcsc-watch} or of a {@code reader-<name>}. {@link Readers} decides on it, on the core's thread.
 * Immutable.
 */
public sealed interface ReaderReport {
    /** Has {@code readers} decide on it; {@code now} is monotonic nanoseconds. {@link Readers#onReport} calls it. */
    void decide(Readers readers, long now);

    /** The library is loaded, by this binding; whether the service runs is another question. */
    record Loaded(BindingInUse binding) implements ReaderReport {
        @Override
        public void decide(Readers readers, long now) {
            readers.onLoaded(binding);
        }
    }

    /**
     * The PC/SC service answers, for the first time or again.
     *
     * @param listed how many readers it lists
     * @param young it has only just started, so a card that shows up at once was on its reader before
     */
    record ServiceUp(int listed, boolean young) implements ReaderReport {
        @Override
        public void decide(Readers readers, long now) {
            readers.onServiceUp(listed, young);
        }
    }

    /** The service does not answer. Reported for each attempt that fails; {@code reason} names code and remedy, in one line. */
    record ServiceDown(String reason) implements ReaderReport {
        @Override
        public void decide(Readers readers, long now) {
            readers.onServiceDown(reason, now);
        }
    }

    /**
     * The states of all watched readers whose state is known; a reader that is missing here is gone.
     *
     * @param unwatched the others
     * @param atNanos when the service reported them, monotonic nanoseconds
     */
    record Snapshot(List<ReaderStatus> states, List<ReaderStatus> unwatched, long atNanos) implements ReaderReport {
        public Snapshot {
            states = List.copyOf(states);
            unwatched = List.copyOf(unwatched);
        }

        /** All readers are watched. */
        public Snapshot(List<ReaderStatus> states, long atNanos) {
            this(states, List.of(), atNanos);
        }

        @Override
        public void decide(Readers readers, long now) {
            readers.onSnapshot(states, unwatched, atNanos);
        }
    }

    /** A reader's thread has carried out a request. */
    record UidRead(UidRequest request, UidOutcome outcome) implements ReaderReport {
        @Override
        public void decide(Readers readers, long now) {
            readers.onUidRead(request, outcome, now);
        }
    }

    /** A reader's thread has ended by an {@link Error}, which no other thread would notice. */
    record ThreadDied(Error fault) implements ReaderReport {
        @Override
        public void decide(Readers readers, long now) {
            throw fault;
        }
    }
}
