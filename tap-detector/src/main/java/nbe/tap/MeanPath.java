package nbe.tap;

import java.util.Optional;

/**
 * The vendor's documented rule, {@code tap_detector = "mean"} (docs/protocol.md, "Taps by Bluetooth"), read as follows.
 *
 * <ul>
 *   <li>The window is the last {@code rssi_window_tap} samples of one adapter; one that is older than 3 s when a sample
 *       comes has left it, one of exactly 3 s has not.
 *   <li>It counts once it is full, or, while it is not, once it holds 3 samples that span 2 s: a band that has not filled it
 *       in 2 s is one that advertises too slowly. A window that does not count neither fires nor re-arms.
 *   <li>It fires when its mean is at or above the threshold and the band is armed. The sample that decides need not be at
 *       the threshold itself: a low one may have left instead. But a sample at or above the threshold must be in the
 *       window and no older than 0.5 s. So a mean that gets there later waits for a new one.
 *   <li>It re-arms when its mean is 6 dB or more below the threshold and so is that of every other adapter that heard the
 *       band in the last 3 s: while one path still reaches, the tap goes on. An adapter whose samples were forgotten
 *       meanwhile still reaches until its mean says otherwise.
 * </ul>
 */
final class MeanPath extends TapPath {
    private static final long SLOW_SPAN_NANOS = 2_000_000_000L;
    private static final int SLOW_SAMPLES = 3;

    MeanPath(TapSettings settings, BandAddress band, int adapter, SampleRing ring, AdvertisingInterval interval) {
        super(settings, band, adapter, ring.window(settings.windowTap(), FRESH_NANOS), interval);
    }

    @Override
    boolean counts() {
        return window.isFull() || (window.count() >= SLOW_SAMPLES && window.spanNanos() >= SLOW_SPAN_NANOS);
    }

    @Override
    Optional<BandEvent.Tapped> evidence() {
        return reaches() ? tap(window.meanDbm(), window.count()) : Optional.empty();
    }

    @Override
    boolean fell() {
        return window.sumDbm() <= rearmDbm * window.count();
    }

    @Override
    TapReading reading() {
        return new TapReading(outcome(), window.count(), window.meanDbm(), thresholdDbm);
    }

    private TapOutcome outcome() {
        if (!counts()) {
            return TapOutcome.TOO_FEW;
        }
        return reaches() && !strongLately() ? TapOutcome.STALE : TapOutcome.BELOW;
    }

    private boolean reaches() {
        return window.sumDbm() >= thresholdDbm * window.count();
    }
}
