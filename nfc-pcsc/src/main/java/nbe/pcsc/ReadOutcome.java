package nbe.pcsc;

/** What came of a {@link ReadOrder}. */
sealed interface ReadOutcome {

    /**
     * The card gave its UID.
     *
     * @param connectedNanos when the connection was made over which it came
     * @param readNanos when it was there
     */
    record Got(Uid uid, long connectedNanos, long readNanos) implements ReadOutcome {}

    /** The card left, or does not give its UID. */
    record Unread(String why) implements ReadOutcome {}

    /** Another program holds the card, or the service refuses it: the reader is of no use until somebody acts. */
    record Barred(String why) implements ReadOutcome {}
}
