package nbe.pcsc;

/** A decision of {@link Readers} on a report, or on the passing of time. Immutable. */
public sealed interface NfcEvent {
    /** One method for each kind of event, so that a new one does not compile until everybody handles it. */
    interface Receiver {
        void serviceUp(ServiceUp event);

        void serviceDown(ServiceDown event);

        void readerArrived(ReaderArrived event);

        void readerGone(ReaderGone event);

        void readerTrouble(ReaderTrouble event);

        void cardPlaced(CardPlaced event);
    }

    void to(Receiver receiver);

    /** The PC/SC service answers; {@code readers} is how many readers it lists. */
    record ServiceUp(int readers) implements NfcEvent {
        @Override
        public void to(Receiver receiver) {
            receiver.serviceUp(this);
        }
    }

    /** The PC/SC service does not answer; {@code reason} names the code and the remedy, in one line. */
    record ServiceDown(String reason) implements NfcEvent {
        @Override
        public void to(Receiver receiver) {
            receiver.serviceDown(this);
        }
    }

    /** A reader is watched from now on. {@code reader} is its full PC/SC name. */
    record ReaderArrived(String reader) implements NfcEvent {
        @Override
        public void to(Receiver receiver) {
            receiver.readerArrived(this);
        }
    }

    /** A reader is gone. */
    record ReaderGone(String reader) implements NfcEvent {
        @Override
        public void to(Receiver receiver) {
            receiver.readerGone(this);
        }
    }

    /** A reader is connected and cannot be used (held by another program, broken card …); once until that changes. */
    record ReaderTrouble(String reader, String what) implements NfcEvent {
        @Override
        public void to(Receiver receiver) {
            receiver.readerTrouble(this);
        }
    }

    /**
     * A card was placed: once for each placement (docs/protocol.md, "NFC taps").
     *
     * @param atNanos monotonic time at which the reader reported the card
     */
    record CardPlaced(String reader, Uid uid, long atNanos) implements NfcEvent {
        @Override
        public void to(Receiver receiver) {
            receiver.cardPlaced(this);
        }
    }
}
