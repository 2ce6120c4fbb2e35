package nbe.referenceagent.message;

/** The states of a band (contract section 3). */
public enum BandState {
    WEAK("weak"),
    UNAUTHENTICATED("unauthenticated"),
    ABSENT("absent");

    private final String word;

    BandState(String word) {
        this.word = word;
    }

    /** As it stands in a message. */
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
