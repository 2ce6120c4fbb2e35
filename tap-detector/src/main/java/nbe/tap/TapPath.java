package nbe.tap;

import java.util.Optional;

/**
 * What one adapter hears of one band, as the tap rule sees it: evidence of a tap, and of the fall of the signal after it. Each
 * rule is one subclass. It takes samples only while the band is {@link BandState#WEAK}.
 */
abstract class TapPath {
    /** A path that heard nothing for longer does not keep the band from arming again. */
    static final long FRESH_NANOS = 3_000_000_000L;

    /** No intent later than this after the last sample at or above the threshold. */
    private static final long HINDSIGHT_NANOS = 500_000_000L;

    /** How far below the threshold the level has to fall before the band can be tapped again. */
    private static final int REARM_DB = 6;

    final SampleWindow window;
    final AdvertisingInterval interval;
    final int thresholdDbm;
    /** The mean has to be at or below this before the band can be tapped again. */
    final int rearmDbm;

    private final BandAddress band;
    private final int adapter;
    private boolean heard;
    private long heardNanos;
    private boolean strong;
    private long strongNanos;
    /** This path heard the last tap, and has not heard the signal drop since. */
    private boolean heardTap;
    /** Set if this path had heard the last tap when its samples were discarded: it must hear the signal drop before it may tap again. */
    private boolean mustFallFirst;

    TapPath(TapSettings settings, BandAddress band, int adapter, SampleWindow window, AdvertisingInterval interval) {
        this.thresholdDbm = settings.tapThresholdDbm();
        this.rearmDbm = thresholdDbm - REARM_DB;
        this.band = band;
        this.adapter = adapter;
        this.window = window;
        this.interval = interval;
    }

    /** The view of the rule that is set. */
    static TapPath of(
            TapSettings settings, BandAddress band, int adapter, SampleRing ring, AdvertisingInterval interval) {
        return switch (settings.rule()) {
            case MEAN -> new MeanPath(settings, band, adapter, ring, interval);
            case ADAPTIVE -> new AdaptivePath(settings, band, adapter, ring, interval);
        };
    }

    /** This path in place of one with other settings, which was cleared: what that one knew of the last tap still counts. */
    final TapPath after(TapPath before) {
        heard = before.heard;
        heardNanos = before.heardNanos;
        mustFallFirst = before.mustFallFirst;
        return this;
    }

    /** Takes the window's newest sample. */
    void onSample() {
        heard = true;
        heardNanos = window.nanosBack(0);
        interval.heard(heardNanos);
        if (window.rssiBack(0) >= thresholdDbm) {
            strong = true;
            strongNanos = heardNanos;
        }
    }

    /** Whether there are enough samples to decide anything. */
    abstract boolean counts();

    /** The tap, if the samples show one. */
    abstract Optional<BandEvent.Tapped> evidence();

    /** Whether the samples are low enough to arm again. */
    abstract boolean fell();

    /** How the rule rates the samples, as if the band were armed. For people, and slow. */
    abstract TapReading reading();

    /** The band was tapped, on this path or another. */
    void onTap() {}

    /** Forgets all samples. */
    void clear() {
        mustFallFirst = mustFallFirst || heardTap;
        window.clear();
        strong = false;
    }

    /** After a tap: whether this path now hears the band low enough to arm again. */
    final void noteSinceTap(boolean low) {
        heardTap = !low;
        mustFallFirst = mustFallFirst && !low;
    }

    /** Whether the band may still be held as it was at the last tap; it is until this path hears the signal drop. */
    final boolean mustFallFirst() {
        return mustFallFirst;
    }

    /** Whether this path, at this moment, keeps the band from arming again. */
    final boolean holdsAt(long atNanos) {
        return heard && atNanos - heardNanos <= FRESH_NANOS && (counts() ? !fell() : mustFallFirst);
    }

    /** Whether a sample at or above the threshold came in the last 0.5 s. */
    final boolean strongLately() {
        return strong && heardNanos - strongNanos <= HINDSIGHT_NANOS;
    }

    /** A tap that the newest {@code samples} show. */
    final Optional<BandEvent.Tapped> tap(double levelDbm, int samples) {
        return Optional.of(
                new BandEvent.Tapped(band, heardNanos, levelDbm, samples, window.ageNanos(samples - 1), adapter));
    }
}
