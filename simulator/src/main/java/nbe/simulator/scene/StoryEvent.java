package nbe.simulator.scene;

import java.util.Locale;
import nbe.simulator.air.DeviceAddress;

/**
 * Something that happens in a scene, for a caption and for a judge: what a step makes of the state that the band is in.
 *
 * @param round 0 for the first time that the scene plays, 1 for the next
 * @param atSeconds when it begins, from the beginning of the scene (not of the round)
 * @param untilSeconds when it is over; the same for what takes no time
 * @param metres distance of the band when it is over (of a tap: while it is held)
 */
public record StoryEvent(
        Kind kind,
        String band,
        DeviceAddress address,
        int round,
        double atSeconds,
        double untilSeconds,
        double metres) {

    /** What happens. */
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
        /** Held to the dongle like a tap, by a band that is not weak: nothing may come of it. */
        TAPS_IN_VAIN("holds the band to the dongle without being authenticated"),
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

    /** As one line: {@code 12.0 s  alice (C2:FA:D7:F0:D7:96) taps}. */
    public String caption() {
        String place = switch (kind) {
            case WALKS_UP, WALKS_AWAY, APPEARS -> String.format(Locale.ROOT, ", to %.2f m", metres);
            case TAPS, TAPS_IN_VAIN ->
                String.format(Locale.ROOT, ", %.0f cm for %.1f s", metres * 100, untilSeconds - atSeconds);
            default -> "";
        };
        return String.format(Locale.ROOT, "%.1f s  %s (%s) %s%s", atSeconds, band, address, kind.words(), place);
    }
}
