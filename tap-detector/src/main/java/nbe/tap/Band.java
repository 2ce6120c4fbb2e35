package nbe.tap;

/** One band that was present at some time: what the agent was last told of it, and what decides about the next. */
final class Band {
    /** A wearer who authenticates or takes the band off changes its state once in a while; so often within a second nobody does. */
    private static final int MOST_FLIPS = 3;

    private static final long FLIPS_NANOS = 1_000_000_000L;

    final BandAddress address;
    final TapDetector tap;
    final ProximityJudge proximityJudge;

    BandState state = BandState.ABSENT;
    Proximity proximity = Proximity.UNKNOWN;
    int serviceRequestState;
    /** When one of the three above last changed. */
    long changedNanos;
    /** The newest sighting, whichever adapter it came by. */
    long seenNanos;
    /** No sample from before this moment may decide a tap: the band was not weak then. */
    long weakSinceNanos;

    /** Levels of the newest sightings that said {@link BandState#WEAK}, and that said something else, dBm; 0: none. */
    int weakDbm;

    int otherDbm;

    private long flipsSinceNanos;
    private int flips;

    /** Neighbours in the {@link SeenOrder} that the band stands in. */
    Band older;

    Band newer;

    Band(BandAddress address, TapSettings settings) {
        this.address = address;
        this.tap = TapDetector.of(settings, address);
        this.proximityJudge = new ProximityJudge(settings);
    }

    boolean isAbsent() {
        return state == BandState.ABSENT;
    }

    /** A sighting says another state than the one before; true if it is the first one too many within a second. */
    boolean flipsTooOften(long atNanos) {
        if (flips == 0 || atNanos - flipsSinceNanos >= FLIPS_NANOS) {
            flipsSinceNanos = atNanos;
            flips = 0;
        }
        flips++;
        return flips == MOST_FLIPS + 1;
    }

    void forgetSamples() {
        tap.forgetSamples();
        proximityJudge.forgetSamples();
    }

    void forgetSamples(int adapter) {
        tap.forgetSamples(adapter);
        proximityJudge.forgetSamples(adapter);
    }

    /** Gives memory back that no later sample needs. */
    void letGo(long nowNanos) {
        tap.letGo(nowNanos);
        proximityJudge.letGo(nowNanos);
    }

    /** The samples go, and the next visit begins with a clean sheet. The service request state stays as it was last. */
    void becomeAbsent() {
        state = BandState.ABSENT;
        proximity = Proximity.UNKNOWN;
        proximityJudge.onAbsent();
        tap.onAbsent();
    }

    BandEvent.PresenceChanged presence() {
        return new BandEvent.PresenceChanged(address, state, proximity, serviceRequestState, changedNanos);
    }
}
