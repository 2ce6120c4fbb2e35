package nbe.tap;

import java.util.Optional;

/**
 * Decides when one band is tapped. One object a band.
 *
 * <p>It is given samples only while the band is {@link BandState#WEAK}, and told when that ends, so it cannot fire for any
 * other state. It fires at a sample, never at a passing moment: a band that has fallen silent is not tapped.
 */
interface TapDetector {
    /** No intent later than this after the last sample at or above the threshold: contract section 5. */
    long HINDSIGHT_NANOS = 500_000_000L;

    /** How far below the threshold a band has to be before it can be tapped again, in dB: contract section 5. */
    int REARM_DB = 6;

    /**
     * One more sample.
     *
     * @param rssiDbm -127 to -1
     * @return the tap, if this sample decides one
     */
    Optional<BandEvent.Tapped> onSample(int adapter, int rssiDbm, long atNanos);

    /**
     * How the rule stands after the sample of this adapter and moment, which has just been given to {@link #onSample}. Changes
     * nothing; for people, and slow: it is asked only while somebody looks.
     */
    TapReading reading(int adapter, long atNanos);

    /** Forgets all samples: the band is no longer weak, or what was heard is no longer to be trusted. */
    void forgetSamples();

    /**
     * Forgets the samples of one adapter. If it heard the band held to a tap, and not yet fall, it must hear it fall before
     * it tells of another one: what is still held there was told.
     */
    void forgetSamples(int adapter);

    /** Gives memory back that no later sample needs. */
    void letGo(long nowNanos);

    /** The band is absent: all is forgotten, what comes after is a new visit, and its first tap counts. */
    void onAbsent();

    /** The detector for a band under these settings; one that never fires if taps are switched off. */
    static TapDetector of(TapSettings settings, BandAddress band) {
        if (settings.tapThresholdDbm() == 0) {
            return new NoTaps();
        }
        return switch (settings.rule()) {
            case MEAN -> new MeanTapDetector(settings, band);
            case ADAPTIVE -> new AdaptiveTapDetector(settings, band);
        };
    }

    /** {@code rssi_tap_threshold = 0}. */
    final class NoTaps implements TapDetector {
        @Override
        public Optional<BandEvent.Tapped> onSample(int adapter, int rssiDbm, long atNanos) {
            return Optional.empty();
        }

        @Override
        public TapReading reading(int adapter, long atNanos) {
            return TapReading.nothing(TapVerdict.OFF);
        }

        @Override
        public void forgetSamples() {}

        @Override
        public void forgetSamples(int adapter) {}

        @Override
        public void letGo(long nowNanos) {}

        @Override
        public void onAbsent() {}
    }
}
