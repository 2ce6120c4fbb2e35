package nbe.referenceagent.message;

import java.util.Objects;

/**
 * What was last said of one band.
 *
 * @param device the band, as in {@code C2:FA:D7:F0:D7:96}
 * @param serviceRequestState the band's own number; 0 is "none"
 */
public record Presence(String device, BandState state, Proximity proximity, int serviceRequestState) {
    public Presence {
        Objects.requireNonNull(device);
        Objects.requireNonNull(state);
        Objects.requireNonNull(proximity);
    }

    /** What is said of a band of which nothing is known. */
    public static Presence unheardOf(String device) {
        return new Presence(device, BandState.ABSENT, Proximity.UNKNOWN, 0);
    }

    public boolean present() {
        return state != BandState.ABSENT;
    }

    public Presence gone() {
        return new Presence(device, BandState.ABSENT, Proximity.UNKNOWN, serviceRequestState);
    }
}
