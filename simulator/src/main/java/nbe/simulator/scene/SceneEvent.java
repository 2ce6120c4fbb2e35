package nbe.simulator.scene;

import java.util.Locale;
import nbe.simulator.air.DeviceAddress;

/**
 * What a step of a scene does, given the band's state at that time: for captions, and to judge a detector.
 *
 * @param round 0 for the first round of a looping scene
 * @param atSeconds start, from the beginning of the scene (not of the round)
 * @param untilSeconds end; equal to the start for a change without duration
 * @param metres distance of the band at the end (of a tap: while it is held)
 */
public record SceneEvent(
        Kind kind,
        String band,
        DeviceAddress address,
        int round,
        double atSeconds,
        double untilSeconds,
        double metres) {

    /** The kinds of events. */
    public enum Kind {
        AUTHENTICATES("authenticates"),
        LOSES_AUTHENTICATION("is no longer authenticated"),
        PUTS_ON("puts the band on"),
        TAKES_OFF("takes the band off"),
        ENROLLS("is enrolled"),
        UNENROLLS("is no longer enrolled"),
        APPEARS("comes into range"),
        VANISHES("falls silent"),
        WALKS_UP("walks up"),
        WALKS_AWAY("walks away"),
        LEAVES("leaves"),
        /** A tap that a detector must report. */
        TAPS("taps"),
        /** Held to the dongle like a tap, by a band that is not weak: a detector must not report it. */
        TAPS_UNAUTHENTICATED("holds the band to the dongle without being authenticated"),
        REQUESTS_SERVICE("asks for a service");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** The predicate of a caption, in English. */
        public String words() {
            return words;
        }
    }

    /** One line: {@code 12.0 s  alice (C2:FA:D7:F0:D7:96) taps}. */
    public String caption() {
        String place = switch (kind) {
            case WALKS_UP, WALKS_AWAY, APPEARS -> String.format(Locale.ROOT, ", to %.2f m", metres);
            case TAPS, TAPS_UNAUTHENTICATED ->
                String.format(Locale.ROOT, ", %.0f cm for %.1f s", metres * 100, untilSeconds - atSeconds);
            default -> "";
        };
        return String.format(Locale.ROOT, "%.1f s  %s (%s) %s%s", atSeconds, band, address, kind.words(), place);
    }
}
