package nbe.tap;

/** How near a band is, by its {@link SlowAverage}. The words are ours: the vendor says close and far, and publishes no message. */
public enum Proximity {
    /** Absent, or too few samples yet. */
    UNKNOWN("unknown"),
    FAR("far"),
    NEAR("near");

    private final String wire;

    Proximity(String wire) {
        this.wire = wire;
    }

    /** The word in the {@code presence} message. */
    public String wire() {
        return wire;
    }
}
