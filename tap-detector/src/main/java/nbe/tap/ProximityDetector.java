package nbe.tap;

/**
 * Decides whether one band is near or far, from the {@link SlowAverage} of the adapter that hears it best. One object a band.
 *
 * <p>Near at or above {@code rssi_cutoff_close}, far at or below {@code rssi_cutoff_far}; between the two it stays what it was, and a band
 * first heard there is far. The gap between the cutoffs is what holds a band at rest: docs/decisions/proximity.md.
 */
final class ProximityDetector {
    private static final long FRESH_NANOS = 3_000_000_000L;

    private TapSettings settings;
    private final AdapterPaths paths;
    private Proximity proximity = Proximity.UNKNOWN;

    ProximityDetector(TapSettings settings, AdapterPaths paths) {
        this.paths = paths;
        this.settings = settings;
    }

    /** From now on these settings count. The proximity stays until a sample says otherwise; switched off, it is unknown at once. */
    void use(TapSettings changed) {
        settings = changed;
        if (!settings.hasProximity()) {
            proximity = Proximity.UNKNOWN;
        }
    }

    Proximity proximity() {
        return proximity;
    }

    /** A path has a new sample. While an adapter that heard the band better has too few, nothing changes. */
    void onSample(AdapterPath path, long atNanos) {
        if (settings.hasProximity() && path.average.isEnough()) {
            AdapterPath strongest = strongest(path, atNanos);
            if (strongest == path || strongest.average.isAverage()) {
                decide(strongest.average.meanDbm());
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

    private void decide(double levelDbm) {
        if (levelDbm >= settings.cutoffCloseDbm()) {
            proximity = Proximity.NEAR;
        } else if (levelDbm <= settings.cutoffFarDbm() || proximity == Proximity.UNKNOWN) {
            proximity = Proximity.FAR;
        }
    }
}
