package nbe.tap;

/** The mean of the last {@code rssi_window_long} samples of one adapter, but only of the last 5 s: {@link ProximityDetector}'s view. */
final class SlowAverage {
    private static final long AVERAGE_NANOS = 5_000_000_000L;
    private static final long ENOUGH_NANOS = 2_000_000_000L;
    /** After a longer gap the average begins anew. */
    private static final long GAP_NANOS = 10_000_000_000L;
    /** Fewer are no average: they overrule neither the proximity so far nor another adapter. */
    private static final int FEWEST_SAMPLES = 3;

    private final int enoughSamples;
    private final SampleWindow window;
    private int samples;
    private long firstNanos;
    private boolean enough;
    /** The average that was discarded; until there is a new one it decides which adapter is strongest. NaN: unknown. */
    private double forgottenDbm = Double.NaN;

    SlowAverage(SampleRing ring, TapSettings settings) {
        this.enoughSamples = settings.windowTap();
        this.window = ring.window(settings.windowLong(), AVERAGE_NANOS);
    }

    /** An average by other settings that begins empty, in place of this one, which was cleared. */
    SlowAverage anew(SampleRing ring, TapSettings settings) {
        SlowAverage next = new SlowAverage(ring, settings);
        next.forgottenDbm = forgottenDbm;
        return next;
    }

    /**
     * The ring has a new sample.
     *
     * @param silenceNanos since the one before
     */
    void onSample(long silenceNanos) {
        if (isAverage()) {
            forgottenDbm = Double.NaN;
        }
        if (silenceNanos > GAP_NANOS) {
            begin();
        }
        if (!enough) {
            if (samples == 0) {
                firstNanos = window.nanosBack(0);
            }
            samples++;
            enough = samples >= enoughSamples || window.nanosBack(0) - firstNanos >= ENOUGH_NANOS;
        }
    }

    /** Whether {@code rssi_window_tap} samples, or 2 s of them, came since the last clear or long gap. */
    boolean isEnough() {
        return enough;
    }

    boolean isAverage() {
        return window.count() >= FEWEST_SAMPLES;
    }

    /** Of all samples, however few. */
    double meanDbm() {
        return window.meanDbm();
    }

    /** The average, or the discarded one until there is a new one; NaN: unknown. */
    double levelDbm() {
        return isAverage() ? window.meanDbm() : forgottenDbm;
    }

    void clear() {
        forgottenDbm = levelDbm();
        window.clear();
        begin();
    }

    private void begin() {
        samples = 0;
        enough = false;
    }
}
