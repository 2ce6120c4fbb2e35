package nbe.bgapi.machine;

/** How much silence a dongle is granted while it is brought to order. */
enum Urgency {
    /** Nothing is known of it. */
    START(Patience.ANSWER_AT_START),
    /** It scanned, fell silent, restarted or was reset. */
    AGAIN(Patience.ANSWER_AGAIN);

    private final long silenceNanos;

    Urgency(long silenceNanos) {
        this.silenceNanos = silenceNanos;
    }

    long silenceNanos() {
        return silenceNanos;
    }
}
