package nbe.tap;

/** State of a band, as in the {@code presence} message. */
public enum BandState {
    /** Not enrolled, off the body, or silent for {@code absent_after} seconds. */
    ABSENT("absent"),
    /** Enrolled and on the body, but its wearer has not authenticated. */
    UNAUTHENTICATED("unauthenticated"),
    /** Enrolled, on the body, authenticated: the only state in which a band can tap. */
    WEAK("weak");

    private final String wire;

    BandState(String wire) {
        this.wire = wire;
    }

    /** For people: the vendor's word {@code weak} describes the authentication, but reads as if it described the signal. */
    public String words() {
        return this == WEAK ? "authenticated (weak)" : wire;
    }

    /** The word in the {@code presence} message. */
    public String wire() {
        return wire;
    }
}
