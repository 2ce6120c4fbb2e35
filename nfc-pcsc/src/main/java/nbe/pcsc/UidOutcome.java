package nbe.pcsc;

/** The outcome of a {@link UidRequest}. Immutable. */
public sealed interface UidOutcome {
    /** One method for each kind of outcome, so that a new one does not compile until everybody handles it. */
    interface Cases<T> {
        T got(Got got);

        T unread(Unread unread);

        T barred(Barred barred);
    }

    <T> T to(Cases<T> cases);

    /**
     * The card gave its UID.
     *
     * @param connectedNanos when the connection was made over which the UID came, monotonic nanoseconds
     * @param readNanos when the UID came, monotonic nanoseconds
     */
    record Got(Uid uid, long connectedNanos, long readNanos) implements UidOutcome {
        @Override
        public <T> T to(Cases<T> cases) {
            return cases.got(this);
        }
    }

    /** The card left, or does not give its UID. */
    record Unread(String why) implements UidOutcome {
        @Override
        public <T> T to(Cases<T> cases) {
            return cases.unread(this);
        }
    }

    /** Another program holds the card, or the service refuses access: somebody has to act before the reader is of use. */
    record Barred(String why) implements UidOutcome {
        @Override
        public <T> T to(Cases<T> cases) {
            return cases.barred(this);
        }
    }
}
