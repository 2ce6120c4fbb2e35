package nbe.pcsc;

import java.util.Optional;

/** A decision of {@link Readers} on a report, or on the passing of time. Immutable. */
public sealed interface NfcEvent {
    /** The placed card, of which the agent gets a message; empty: for the log and {@code nbe support} only. */
    Optional<CardPlaced> card();

    /** Something about service or readers. */
    sealed interface Status extends NfcEvent {
        @Override
        default Optional<CardPlaced> card() {
            return Optional.empty();
        }
    }

    /** The PC/SC service answers; {@code readers} is how many readers it lists. */
    record ServiceUp(int readers) implements Status {}

    /** The PC/SC service does not answer; {@code reason} names the code and the remedy, in one line. */
    record ServiceDown(String reason) implements Status {}

    /** A reader is watched from now on. {@code reader} is its full PC/SC name. */
    record ReaderArrived(String reader) implements Status {}

    /** A reader is gone. */
    record ReaderGone(String reader) implements Status {}

    /** A reader is connected and cannot be used (held by another program, broken card …); once until that changes. */
    record ReaderTrouble(String reader, String what) implements Status {}

    /**
     * A card was placed: once for each placement (docs/protocol.md, "NFC taps").
     *
     * @param atNanos monotonic time at which the reader reported the card
     */
    record CardPlaced(String reader, Uid uid, long atNanos) implements NfcEvent {
        @Override
        public Optional<CardPlaced> card() {
            return Optional.of(this);
        }
    }
}
