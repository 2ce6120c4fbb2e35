package nbe.tap;

/**
 * Decides whether one band is near or far, from the {@link SlowAverage} of the adapter that hears it best. One object a band.
 *
 * <p>The average is short: a band that walks away at one advertisement a second would else stay near for most of a minute.
 *
 * <p>Near at or above {@code rssi_near_threshold}, far once 4 dB below it; by half a standard deviation of the samples more
 * where they are restless, as while the band moves or where it fades. An average over 2.5 s still wanders by several dB at a
 * fixed place (standard deviation of a sample 3.5 to 6 dB, neighbours alike), more than 4 dB can hold. So the proximity stays
 * for 10 s, unless the average has since moved by more than fading does: by 26 dB, or 4 dB where the samples hardly differ.
 */
final class ProximityDetector {
    static final int HYSTERESIS_DB = 4;
    private static final long FRESH_NANOS = 3_000_000_000L;
    private static final long STANDS_NANOS = 10_000_000_000L;
    private static final double RESTLESS_SHARE = 0.5;
    private static final double MOVED_DB = 26;
    private static final double MOVED_QUIETLY_DB = HYSTERESIS_DB;
    private static final double MOVED_PER_DEVIATION = 30;

    private int nearDbm;
    private final AdapterPaths paths;
    private Proximity proximity = Proximity.UNKNOWN;
    private long sinceNanos;
    /** The highest average since the band is near, the lowest since it is far. */
    private double extremeDbm;

    ProximityDetector(TapSettings settings, AdapterPaths paths) {
        this.paths = paths;
        use(settings);
    }

    /** From now on these settings count. The proximity stays until a sample says otherwise, as long as it would have. */
    void use(TapSettings settings) {
        nearDbm = settings.nearThresholdDbm();
    }

    Proximity proximity() {
        return proximity;
    }

    /** A path has a new sample. While an adapter that heard the band better has too few, nothing changes. */
    void onSample(AdapterPath path, long atNanos) {
        if (path.average.isEnough()) {
            AdapterPath strongest = strongest(path, atNanos);
            if (strongest == path || strongest.average.isAverage()) {
                decide(strongest.average, atNanos);
            }
        }
    }

    /** The band is absent. */
    void onAbsent() {
        proximity = Proximity.UNKNOWN;
    }

    /** The strongest adapter that hears the band; it may be one whose samples were forgotten, and that has too few new ones. */
    private AdapterPath strongest(AdapterPath heard, long atNanos) {
        AdapterPath strongest = heard;
        double strongestDbm = heard.average.meanDbm();
        for (int i = 0; i < paths.size(); i++) {
            AdapterPath path = paths.get(i);
            double levelDbm = path.average.levelDbm();
            if (path != heard && levelDbm > strongestDbm && path.heardWithin(FRESH_NANOS, atNanos)) {
                strongest = path;
                strongestDbm = levelDbm;
            }
        }
        return strongest;
    }

    private void decide(SlowAverage average, long atNanos) {
        double levelDbm = average.meanDbm();
        double marginDb = RESTLESS_SHARE * average.deviationDb();
        switch (proximity) {
            case UNKNOWN -> become(levelDbm >= nearDbm ? Proximity.NEAR : Proximity.FAR, levelDbm, atNanos);
            case NEAR -> {
                extremeDbm = Math.max(extremeDbm, levelDbm);
                if (levelDbm <= nearDbm - HYSTERESIS_DB - marginDb && mayChange(average, atNanos)) {
                    become(Proximity.FAR, levelDbm, atNanos);
                }
            }
            case FAR -> {
                extremeDbm = Math.min(extremeDbm, levelDbm);
                if (levelDbm >= nearDbm + marginDb && mayChange(average, atNanos)) {
                    become(Proximity.NEAR, levelDbm, atNanos);
                }
            }
        }
    }

    private boolean mayChange(SlowAverage average, long atNanos) {
        if (atNanos - sinceNanos >= STANDS_NANOS) {
            return true;
        }
        return average.isAverage() && Math.abs(average.meanDbm() - extremeDbm) >= movedDb(average);
    }

    private static double movedDb(SlowAverage average) {
        if (!average.isTelling()) {
            return MOVED_DB;
        }
        return Math.min(MOVED_DB, MOVED_QUIETLY_DB + MOVED_PER_DEVIATION * average.deviationDb());
    }

    private void become(Proximity changed, double levelDbm, long atNanos) {
        proximity = changed;
        sinceNanos = atNanos;
        extremeDbm = levelDbm;
    }
}
