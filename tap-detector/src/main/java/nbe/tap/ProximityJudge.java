package nbe.tap;

/**
 * Tells whether one band is near or far, from its slow average. One object a band.
 *
 * <p>The average is over the last {@code rssi_window_long} samples of one adapter, but only of the last 2.5 s, or a band
 * that walks away at one advertisement a second would stay near for most of a minute. The strongest adapter decides.
 *
 * <p>Near at or above {@code rssi_near_threshold}, far once 4 dB below it; by half a standard deviation of the samples more
 * where they are restless, as while the band moves or where it fades. An average over 2.5 s still wanders by several dB at a
 * fixed place (standard deviation of a sample 3.5 to 6 dB, neighbours alike), more than 4 dB can hold. So a verdict stands
 * for 10 s, unless the average has since moved by more than fading does: by 26 dB, or 4 dB where the samples hardly differ.
 */
final class ProximityJudge {
    private static final int HYSTERESIS_DB = 4;
    private static final long AVERAGE_NANOS = 2_500_000_000L;
    private static final long FRESH_NANOS = 3_000_000_000L;
    private static final long ENOUGH_NANOS = 2_000_000_000L;
    private static final long STANDS_NANOS = 10_000_000_000L;
    private static final double RESTLESS_SHARE = 0.5;
    private static final double MOVED_DB = 26;
    private static final double MOVED_QUIETLY_DB = HYSTERESIS_DB;
    private static final double MOVED_PER_DEVIATION = 30;
    /** With fewer samples, or a stretch of them that neither fills the window nor is long, quiet may be chance. */
    private static final int QUIET_SAMPLES = 8;
    /** After a longer gap the average begins anew. */
    private static final long GAP_NANOS = 10_000_000_000L;
    /** Fewer are no average: they may not overrule a verdict or another adapter. */
    private static final int FEWEST_SAMPLES = 3;

    private final int nearDbm;
    private final AdapterPaths<SlowPath> paths;
    private Proximity verdict = Proximity.UNKNOWN;
    private long sinceNanos;
    /** The highest average since the verdict near, the lowest since far. */
    private double extremeDbm;

    ProximityJudge(TapSettings settings) {
        this.nearDbm = settings.nearThresholdDbm();
        this.paths = new AdapterPaths<>(adapter -> new SlowPath(adapter, settings.windowTap(), settings.windowLong()));
    }

    Proximity verdict() {
        return verdict;
    }

    /** @param rssiDbm -127 to -1 */
    void onSample(int adapter, int rssiDbm, long atNanos) {
        SlowPath path = paths.of(adapter);
        if (!path.inOrder(atNanos)) {
            return;
        }
        path.add(atNanos, rssiDbm);
        if (path.enough) {
            SlowPath strongest = strongest(path, atNanos);
            if (strongest == path || strongest.isAverage()) {
                judge(strongest, atNanos);
            }
        }
    }

    /** Forgets the samples; the verdict stands until there are enough new ones. */
    void forgetSamples() {
        paths.clear();
    }

    /** Forgets the samples of one adapter. If it was the strongest, the verdict stands until it has new ones, or is silent. */
    void forgetSamples(int adapter) {
        paths.clear(adapter);
    }

    /** Gives memory back that no later sample needs. */
    void letGo(long nowNanos) {
        paths.letGo(nowNanos);
    }

    /** The band is absent. */
    void onAbsent() {
        paths.forget();
        verdict = Proximity.UNKNOWN;
    }

    /** The strongest adapter that hears the band; it may be one whose samples were forgotten, and that has too few new ones. */
    private SlowPath strongest(SlowPath heard, long atNanos) {
        SlowPath strongest = heard;
        double strongestDbm = heard.window.meanDbm();
        for (int i = 0; i < paths.size(); i++) {
            SlowPath path = paths.get(i);
            if (path != heard && path.levelDbm() > strongestDbm && path.heardWithin(FRESH_NANOS, atNanos)) {
                strongest = path;
                strongestDbm = path.levelDbm();
            }
        }
        return strongest;
    }

    private void judge(SlowPath path, long atNanos) {
        double levelDbm = path.window.meanDbm();
        double marginDb = RESTLESS_SHARE * path.window.deviationDb();
        switch (verdict) {
            case UNKNOWN -> turn(levelDbm >= nearDbm ? Proximity.NEAR : Proximity.FAR, levelDbm, atNanos);
            case NEAR -> {
                extremeDbm = Math.max(extremeDbm, levelDbm);
                if (levelDbm <= nearDbm - HYSTERESIS_DB - marginDb && mayTurn(path, atNanos)) {
                    turn(Proximity.FAR, levelDbm, atNanos);
                }
            }
            case FAR -> {
                extremeDbm = Math.min(extremeDbm, levelDbm);
                if (levelDbm >= nearDbm + marginDb && mayTurn(path, atNanos)) {
                    turn(Proximity.NEAR, levelDbm, atNanos);
                }
            }
        }
    }

    private boolean mayTurn(SlowPath path, long atNanos) {
        if (atNanos - sinceNanos >= STANDS_NANOS) {
            return true;
        }
        return path.window.count() >= FEWEST_SAMPLES && Math.abs(path.window.meanDbm() - extremeDbm) >= movedDb(path);
    }

    private static double movedDb(SlowPath path) {
        SampleWindow window = path.window;
        boolean toldEnough = path.isFull() || window.spanNanos() >= ENOUGH_NANOS;
        if (window.count() < QUIET_SAMPLES || !toldEnough) {
            return MOVED_DB;
        }
        return Math.min(MOVED_DB, MOVED_QUIETLY_DB + MOVED_PER_DEVIATION * window.deviationDb());
    }

    private void turn(Proximity to, double levelDbm, long atNanos) {
        verdict = to;
        sinceNanos = atNanos;
        extremeDbm = levelDbm;
    }

    private static final class SlowPath extends AdapterPath {
        private final int enoughSamples;
        private final int fullSamples;
        private final SampleWindow window;
        private int samples;
        private long firstNanos;
        /** {@code rssi_window_tap} samples, or 2 s of them, came since the last clear. */
        private boolean enough;
        /** The average that was forgotten: tells who was strongest until there is a new one. NaN: there was none. */
        private double forgottenDbm = Double.NaN;

        SlowPath(int adapter, int windowTap, int windowLong) {
            super(adapter);
            this.enoughSamples = windowTap;
            this.fullSamples = windowLong;
            this.window = new SampleWindow(windowLong, AVERAGE_NANOS);
        }

        boolean isAverage() {
            return window.count() >= FEWEST_SAMPLES;
        }

        /** NaN if nothing is known of it. */
        double levelDbm() {
            return isAverage() ? window.meanDbm() : forgottenDbm;
        }

        boolean isFull() {
            return window.count() >= fullSamples;
        }

        void add(long atNanos, int rssiDbm) {
            boolean begunAnew = !window.isEmpty() && atNanos - window.newestNanos() > GAP_NANOS;
            window.add(atNanos, rssiDbm);
            if (isAverage()) {
                forgottenDbm = Double.NaN;
            }
            if (begunAnew) {
                samples = 0;
                enough = false;
            }
            if (!enough) {
                if (samples == 0) {
                    firstNanos = atNanos;
                }
                samples++;
                enough = samples >= enoughSamples || atNanos - firstNanos >= ENOUGH_NANOS;
            }
        }

        @Override
        void clear() {
            forgottenDbm = levelDbm();
            window.clear();
            samples = 0;
            enough = false;
        }

        @Override
        void letGo(long nowNanos) {
            window.letGo(nowNanos);
        }
    }
}
