package nbe.referenceagent.message;

/** How near a band is, in {@code presence} (docs/protocol.md). */
public enum Proximity {
    NEAR("near"),
    FAR("far"),
    UNKNOWN("unknown");

    private final String word;

    Proximity(String word) {
        this.word = word;
    }

    /** The value in a message. */
    String word() {
        return word;
    }

    /** The proximity of that word, or null. */
    static Proximity of(String word) {
        for (Proximity proximity : values()) {
            if (proximity.word.equals(word)) {
                return proximity;
            }
        }
        return null;
    }
}
