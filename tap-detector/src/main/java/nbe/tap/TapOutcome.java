package nbe.tap;

/** What the tap rule made of one sample: a tap, or the reason for no tap. The key {@code verdict} of the {@code telemetry} message. */
public enum TapOutcome {
    /** This sample decided a tap. */
    TAP("tap"),
    /** The level is below what it has to reach. */
    BELOW("below"),
    /** No stretch of samples is long enough yet. */
    TOO_FEW("too_few"),
    /** The level would do, but too many of its samples are below the threshold. */
    SCATTERED("scattered"),
    /** The level would do, but no sample of the last 0.5 s is at or above the threshold: the band has left. */
    STALE("stale"),
    /** There was a tap, and the band has not been far enough below the threshold since. */
    MUST_FALL("must_fall"),
    /** Only a band that is {@link BandState#WEAK} is tapped. */
    NOT_WEAK("not_weak"),
    /** It came after a newer sample of the same adapter, and was not used. */
    LATE("late"),
    /** {@code rssi_tap_threshold = 0}: taps are switched off. */
    OFF("off");

    private final String wire;

    TapOutcome(String wire) {
        this.wire = wire;
    }

    /** The word in the message. */
    public String wire() {
        return wire;
    }
}
