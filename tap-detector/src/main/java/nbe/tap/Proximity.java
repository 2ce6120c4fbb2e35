package nbe.tap;

/** How near a band is, by its {@link SlowAverage}. */
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
