package nbe.tap;

/** Which rule decides a BLE tap: the key {@code tap_detector}. */
public enum TapRule {
    /** The vendor's documented rule to the letter: mean of the last {@code rssi_window_tap} samples. */
    MEAN("mean"),
    /** Ours, the default: a window counted in time, few samples must be clearer. */
    ADAPTIVE("adaptive");

    private final String word;

    TapRule(String word) {
        this.word = word;
    }

    /** The word in {@code nbe.toml}. */
    public String word() {
        return word;
    }
}
