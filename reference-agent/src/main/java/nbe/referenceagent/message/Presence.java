package nbe.referenceagent.message;

import java.util.Objects;

/**
 * The last report of one band.
 *
 * @param device the band, as in {@code C2:FA:D7:F0:D7:96}
 * @param serviceRequestState the band's own number; 0: no request
 */
public record Presence(String device, BandState state, Proximity proximity, int serviceRequestState) {
    public Presence {
        Objects.requireNonNull(device);
        Objects.requireNonNull(state);
        Objects.requireNonNull(proximity);
    }

    /** The presence of a band that was never reported. */
    public static Presence unknown(String device) {
        return new Presence(device, BandState.ABSENT, Proximity.UNKNOWN, 0);
    }

    /** Whether the band is here, authenticated or not. */
    public boolean present() {
        return state != BandState.ABSENT;
    }

    /** This band, absent. */
    public Presence gone() {
        return new Presence(device, BandState.ABSENT, Proximity.UNKNOWN, serviceRequestState);
    }
}
