package nbe.tap;

import java.util.List;

/**
 * How the tap rule rates one sample: for people who want to know why a tap fired or did not.
 *
 * @param samples number of samples in {@code levelDbm}; 0 if the rule compared nothing
 * @param levelDbm the level that is compared, the mean of these samples, in dBm; of {@link TapRule#ADAPTIVE} that of the
 *     stretch of samples that comes closest to a tap. NaN without samples
 * @param neededDbm what that level has to reach, in dBm: the threshold, and with {@link TapRule#ADAPTIVE} the margin that so many
 *     samples must be above it. NaN without samples
 */
public record TapReading(TapOutcome outcome, int samples, double levelDbm, double neededDbm) {
    static TapReading nothing(TapOutcome outcome) {
        return new TapReading(outcome, 0, Double.NaN, Double.NaN);
    }

    TapReading with(TapOutcome other) {
        return new TapReading(other, samples, levelDbm, neededDbm);
    }

    /** The same, if one of these events is the tap that the sample decided. */
    TapReading with(List<BandEvent> events) {
        for (BandEvent event : events) {
            if (event instanceof BandEvent.Tapped tap) {
                double needed = Double.isNaN(neededDbm) ? tap.levelDbm() : Math.min(neededDbm, tap.levelDbm());
                return new TapReading(TapOutcome.TAP, tap.samples(), tap.levelDbm(), needed);
            }
        }
        return this;
    }
}
