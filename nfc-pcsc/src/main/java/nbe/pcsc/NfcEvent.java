package nbe.pcsc;

/** What the readers report. Immutable; posted from the reader threads, in order for each reader. */
public sealed interface NfcEvent {

    /** The PC/SC service answers; {@code readers} says how many readers it knows now. */
    record ServiceUp(int readers) implements NfcEvent {}

    /** There is no PC/SC service, or it went away; {@code reason} names the code and the remedy, in one line. */
    record ServiceDown(String reason) implements NfcEvent {}

    /** A reader is watched from now on. {@code reader} is its full PC/SC name. */
    record ReaderArrived(String reader) implements NfcEvent {}

    /** A reader is gone. */
    record ReaderGone(String reader) implements NfcEvent {}

    /** A reader is there but of no use at present (held by another program, broken card …); said once until it changes. */
    record ReaderTrouble(String reader, String what) implements NfcEvent {}

    /**
     * A card was placed: once per placement (contract section 5).
     *
     * @param atNanos monotonic time at which the reader reported the card
     */
    record CardPlaced(String reader, Uid uid, long atNanos) implements NfcEvent {}
}
