package nbe.tap;

import java.util.Optional;

/**
 * Decides when one band is tapped: fires when a {@link TapPath} shows evidence, then not again until the signal has dropped on
 * every path that hears the band. One object a band.
 *
 * <p>It is given samples only while the band is {@link BandState#WEAK}, so it cannot fire for any other state. It fires at a
 * sample, never at a passing moment: a band that has fallen silent is not tapped.
 */
final class TapDetector {
    /** {@code rssi_tap_threshold = 0}. */
    private boolean off;

    private final AdapterPaths paths;
    private boolean armed = true;

    TapDetector(TapSettings settings, AdapterPaths paths) {
        this.paths = paths;
        use(settings);
    }

    /** From now on these settings count. Whether the band is armed stays as it is. */
    void use(TapSettings settings) {
        off = settings.tapThresholdDbm() == TapSettings.NO_TAPS;
    }

    /** A path has a new sample; the tap, if this sample decides one. */
    Optional<BandEvent.Tapped> onSample(TapPath path, long atNanos) {
        if (off) {
            return Optional.empty();
        }
        path.onSample();
        if (!path.counts()) {
            return Optional.empty();
        }
        if (mustFall(path)) {
            boolean fell = path.fell();
            path.noteSinceTap(fell);
            armed = armed || (fell && nothingHoldsAt(atNanos));
            return Optional.empty();
        }
        Optional<BandEvent.Tapped> tap = path.strongLately() ? path.evidence() : Optional.empty();
        if (tap.isPresent()) {
            armed = false;
            path.noteSinceTap(false);
            for (int i = 0; i < paths.size(); i++) {
                paths.get(i).tap.onTap();
            }
        }
        return tap;
    }

    /** How the rule stands after the sample of this path and moment. Changes nothing; for people, and slow. */
    TapReading reading(AdapterPath path, long atNanos) {
        if (off) {
            return TapReading.nothing(TapOutcome.OFF);
        }
        if (path.heardAfter(atNanos) || path.tap.window.isEmpty()) {
            return TapReading.nothing(TapOutcome.LATE);
        }
        TapReading reading = path.tap.reading();
        return mustFall(path.tap) ? reading.with(TapOutcome.MUST_FALL) : reading;
    }

    /** Forgets all samples: the band is not weak. */
    void forgetSamples() {
        for (int i = 0; i < paths.size(); i++) {
            paths.get(i).tap.clear();
        }
    }

    /** The band is absent: what comes after is a new visit, and its first tap counts. */
    void onAbsent() {
        armed = true;
    }

    private boolean mustFall(TapPath path) {
        return !armed || path.mustFallFirst();
    }

    private boolean nothingHoldsAt(long atNanos) {
        for (int i = 0; i < paths.size(); i++) {
            if (paths.get(i).tap.holdsAt(atNanos)) {
                return false;
            }
        }
        return true;
    }
}
