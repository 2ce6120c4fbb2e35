package nbe.tap;

/**
 * What one adapter hears of one band: its samples, once, and the two views that decide about them. Adapters stand in different
 * places, so their levels are never mixed in one window.
 */
final class AdapterPath {
    private final BandAddress band;
    private final int adapter;
    private final AdvertisingInterval interval = new AdvertisingInterval();
    private SampleRing samples = new SampleRing();
    private boolean heard;
    private long heardNanos;

    SlowAverage average;
    TapPath tap;

    AdapterPath(BandAddress band, int adapter, TapSettings settings) {
        this.band = band;
        this.adapter = adapter;
        this.average = new SlowAverage(samples, settings);
        this.tap = TapPath.of(settings, band, adapter, samples, interval);
    }

    /**
     * From now on these settings count. The windows begin empty, so that no sample from before decides by a rule under which nobody
     * tapped. A tap that this path heard goes on until the band falls, as after {@link #clear}.
     */
    void use(TapSettings settings) {
        clear();
        samples = new SampleRing();
        average = average.anew(samples, settings);
        tap = TapPath.of(settings, band, adapter, samples, interval).after(tap);
    }

    int adapter() {
        return adapter;
    }

    /**
     * Takes a sample.
     *
     * @param rssiDbm -127 to -1
     * @return false if the adapter has brought a newer one before: this one has missed its place and is not used
     */
    boolean add(int rssiDbm, long atNanos) {
        if (heardAfter(atNanos)) {
            return false;
        }
        long silenceNanos = heard ? atNanos - heardNanos : 0;
        heard = true;
        heardNanos = atNanos;
        samples.add(atNanos, rssiDbm);
        average.onSample(silenceNanos);
        return true;
    }

    /** Whether a newer sample than one of this moment came. */
    boolean heardAfter(long atNanos) {
        return heard && atNanos - heardNanos < 0;
    }

    /** Whether a sample came at {@code atNanos} or at most {@code maxAgeNanos} before; one that came later counts too. */
    boolean heardWithin(long maxAgeNanos, long atNanos) {
        return heard && atNanos - heardNanos <= maxAgeNanos;
    }

    boolean heardBefore(AdapterPath other) {
        return heardNanos - other.heardNanos < 0;
    }

    /** Forgets all samples, but not when the last one came. */
    void clear() {
        average.clear();
        tap.clear();
    }

    /** {@link SampleRing#letGo}. */
    void letGo(long nowNanos) {
        samples.letGo(nowNanos);
    }
}
