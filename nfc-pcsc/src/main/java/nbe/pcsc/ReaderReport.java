package nbe.pcsc;

import java.util.List;

/**
 * A report of the thread {@code pcsc-watch} or of a {@code reader-<name>}. {@link Readers} decides on it, on the core's thread.
 * Immutable.
 */
public sealed interface ReaderReport {
    /** One method for each kind of report, so that a new one does not compile until everybody handles it. */
    interface Receiver {
        void serviceUp(ServiceUp report);

        void serviceDown(ServiceDown report);

        void snapshot(Snapshot report);

        void uidRead(UidRead report);

        void threadDied(ThreadDied report);
    }

    void to(Receiver receiver);

    /**
     * The PC/SC service answers, for the first time or again.
     *
     * @param readers how many it lists
     * @param young it has only just started, so a card that shows up at once was on its reader before
     */
    record ServiceUp(int readers, boolean young) implements ReaderReport {
        @Override
        public void to(Receiver receiver) {
            receiver.serviceUp(this);
        }
    }

    /** The service does not answer. Reported for each attempt that fails; {@code reason} names code and remedy, in one line. */
    record ServiceDown(String reason) implements ReaderReport {
        @Override
        public void to(Receiver receiver) {
            receiver.serviceDown(this);
        }
    }

    /**
     * The states of all watched readers whose state is known; a reader that is missing here is gone.
     *
     * @param atNanos when the service reported them, monotonic nanoseconds
     */
    record Snapshot(List<ReaderStatus> states, long atNanos) implements ReaderReport {
        public Snapshot {
            states = List.copyOf(states);
        }

        @Override
        public void to(Receiver receiver) {
            receiver.snapshot(this);
        }
    }

    /** A reader's thread has carried out a request. */
    record UidRead(UidRequest request, UidOutcome outcome) implements ReaderReport {
        @Override
        public void to(Receiver receiver) {
            receiver.uidRead(this);
        }
    }

    /** A reader's thread has ended by an {@link Error}, which no other thread would notice. */
    record ThreadDied(Error fault) implements ReaderReport {
        @Override
        public void to(Receiver receiver) {
            receiver.threadDied(this);
        }
    }
}
