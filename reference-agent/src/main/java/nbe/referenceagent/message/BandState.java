package nbe.referenceagent.message;

/** The state of a band in {@code presence} (docs/protocol.md). */
public enum BandState {
    WEAK("weak"),
    UNAUTHENTICATED("unauthenticated"),
    ABSENT("absent");

    private final String word;

    BandState(String word) {
        this.word = word;
    }

    /** The value in a message. */
    String word() {
        return word;
    }

    /** The state of that word, or null. */
    static BandState of(String word) {
        for (BandState state : values()) {
            if (state.word.equals(word)) {
                return state;
            }
        }
        return null;
    }
}
