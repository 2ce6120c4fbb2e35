package nbe.tap;

import java.util.Optional;

/**
 * The vendor's documented rule, {@code tap_detector = "mean"} (contract section 5), read as follows.
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
final class MeanTapDetector implements TapDetector {
    private static final long FRESH_NANOS = 3_000_000_000L;
    private static final long SLOW_SPAN_NANOS = 2_000_000_000L;
    private static final int SLOW_SAMPLES = 3;

    private final BandAddress band;
    private final int thresholdDbm;
    private final AdapterPaths<MeanPath> paths;
    private boolean armed = true;

    MeanTapDetector(TapSettings settings, BandAddress band) {
        this.band = band;
        this.thresholdDbm = settings.tapThresholdDbm();
        this.paths = new AdapterPaths<>(adapter -> new MeanPath(adapter, settings.windowTap(), thresholdDbm));
    }

    @Override
    public Optional<BandEvent.Tapped> onSample(int adapter, int rssiDbm, long atNanos) {
        MeanPath path = paths.of(adapter);
        if (!path.inOrder(atNanos)) {
            return Optional.empty();
        }
        path.add(atNanos, rssiDbm);
        if (!path.counts()) {
            return Optional.empty();
        }
        if (!armed || path.owesFall()) {
            path.noteSinceTap(path.fell());
            armed = armed || everyPathFellAt(atNanos);
            return Optional.empty();
        }
        if (!path.reaches() || !path.strongWithin(HINDSIGHT_NANOS, atNanos)) {
            return Optional.empty();
        }
        armed = false;
        path.noteSinceTap(false);
        SampleWindow window = path.window;
        return Optional.of(
                new BandEvent.Tapped(band, atNanos, window.meanDbm(), window.count(), window.spanNanos(), adapter));
    }

    @Override
    public TapReading reading(int adapter, long atNanos) {
        MeanPath path = paths.of(adapter);
        SampleWindow window = path.window;
        if (path.heardAfter(atNanos) || window.isEmpty()) {
            return TapReading.nothing(TapVerdict.LATE);
        }
        return new TapReading(verdict(path, atNanos), window.count(), window.meanDbm(), thresholdDbm);
    }

    private TapVerdict verdict(MeanPath path, long atNanos) {
        if (!armed || path.owesFall()) {
            return TapVerdict.MUST_FALL;
        }
        if (!path.counts()) {
            return TapVerdict.TOO_FEW;
        }
        return path.reaches() && !path.strongWithin(HINDSIGHT_NANOS, atNanos) ? TapVerdict.STALE : TapVerdict.BELOW;
    }

    @Override
    public void forgetSamples() {
        paths.clear();
    }

    @Override
    public void forgetSamples(int adapter) {
        paths.clear(adapter);
    }

    @Override
    public void letGo(long nowNanos) {
        paths.letGo(nowNanos);
    }

    @Override
    public void onAbsent() {
        paths.forget();
        armed = true;
    }

    private boolean everyPathFellAt(long atNanos) {
        for (int i = 0; i < paths.size(); i++) {
            MeanPath path = paths.get(i);
            boolean held = path.counts() ? !path.fell() : path.owesFall();
            if (held && path.heardWithin(FRESH_NANOS, atNanos)) {
                return false;
            }
        }
        return true;
    }

    private static final class MeanPath extends TapPath {
        private final int thresholdDbm;
        private final SampleWindow window;
        private boolean strong;
        private long strongNanos;

        MeanPath(int adapter, int samples, int thresholdDbm) {
            super(adapter);
            this.thresholdDbm = thresholdDbm;
            this.window = new SampleWindow(samples, FRESH_NANOS);
        }

        void add(long atNanos, int rssiDbm) {
            window.add(atNanos, rssiDbm);
            if (rssiDbm >= thresholdDbm) {
                strong = true;
                strongNanos = atNanos;
            }
        }

        boolean counts() {
            return window.isFull() || (window.count() >= SLOW_SAMPLES && window.spanNanos() >= SLOW_SPAN_NANOS);
        }

        boolean reaches() {
            return window.sumDbm() >= thresholdDbm * window.count();
        }

        boolean fell() {
            return window.sumDbm() <= (thresholdDbm - REARM_DB) * window.count();
        }

        boolean strongWithin(long maxAgeNanos, long atNanos) {
            return strong && atNanos - strongNanos <= maxAgeNanos;
        }

        @Override
        void clear() {
            super.clear();
            window.clear();
            strong = false;
        }

        @Override
        void letGo(long nowNanos) {
            window.letGo(nowNanos);
        }
    }
}
