package nbe.tap;

import java.util.Optional;

/** One band that was present at some time: its presence in the last event, and what decides about the next. */
final class Band {
    /** A wearer who authenticates or takes the band off changes its state once in a while, not so often within a second. */
    private static final int MOST_FLIPS = 3;

    private static final long FLIPS_NANOS = 1_000_000_000L;

    final BandAddress address;
    private final AdapterPaths paths;
    private final TapDetector tapDetector;
    private final ProximityDetector proximityDetector;

    BandState state = BandState.ABSENT;
    Proximity proximity = Proximity.UNKNOWN;
    int serviceRequestState;
    /** When one of the three above last changed. */
    long changedNanos;
    /** The newest sighting, whichever adapter it came by. */
    long seenNanos;
    /** No sample from before this moment may decide a tap: the band was not weak then. */
    long weakSinceNanos;

    /** Levels of the newest sightings with state {@link BandState#WEAK} and with another state, dBm; 0: not heard yet. */
    int weakDbm;

    int otherDbm;

    private long flipsSinceNanos;
    private int flips;

    /** Neighbours in the {@link RecencyList} that holds the band. */
    Band older;

    Band newer;

    Band(BandAddress address, TapSettings settings) {
        this.address = address;
        this.paths = new AdapterPaths(address, settings);
        this.tapDetector = new TapDetector(settings, paths);
        this.proximityDetector = new ProximityDetector(settings, paths);
    }

    /** From now on these settings count. */
    void use(TapSettings settings, boolean samplesReadOtherwise) {
        tapDetector.use(settings);
        proximityDetector.use(settings);
        if (samplesReadOtherwise) {
            paths.use(settings);
        }
    }

    boolean isAbsent() {
        return state == BandState.ABSENT;
    }

    /** A sighting has another state than the one before; true if it is the first one too many within a second. */
    boolean flipsTooOften(long atNanos) {
        if (flips == 0 || atNanos - flipsSinceNanos >= FLIPS_NANOS) {
            flipsSinceNanos = atNanos;
            flips = 0;
        }
        flips++;
        return flips == MOST_FLIPS + 1;
    }

    /** Takes a sample, which decides about proximity and, if the band is weak, about a tap. */
    Optional<BandEvent.Tapped> onSample(Sighting sighting) {
        AdapterPath path = paths.of(sighting.adapter());
        if (!path.add(sighting.rssiDbm(), sighting.atNanos())) {
            return Optional.empty();
        }
        proximityDetector.onSample(path, sighting.atNanos());
        return sighting.state() == BandState.WEAK
                ? tapDetector.onSample(path.tap, sighting.atNanos())
                : Optional.empty();
    }

    /** {@link TapDetector#reading} of this sighting. */
    TapReading reading(Sighting sighting) {
        return tapDetector.reading(paths.of(sighting.adapter()), sighting.atNanos());
    }

    /** How near the band is now; {@link #proximity} is that of the last event. */
    Proximity measuredProximity() {
        return proximityDetector.proximity();
    }

    void forgetSamples() {
        paths.clear();
    }

    /** The band is not weak: no sample so far decides a tap. */
    void forgetTapSamples() {
        tapDetector.forgetSamples();
    }

    void forgetSamples(int adapter) {
        paths.clear(adapter);
    }

    /** Gives memory back that no later sample needs. */
    void letGo(long nowNanos) {
        paths.letGo(nowNanos);
    }

    /** Drops the samples; the next visit begins anew. The service request state stays as it was last. */
    void becomeAbsent() {
        state = BandState.ABSENT;
        proximity = Proximity.UNKNOWN;
        paths.forget();
        proximityDetector.onAbsent();
        tapDetector.onAbsent();
    }

    BandEvent.PresenceChanged presence() {
        return new BandEvent.PresenceChanged(address, state, proximity, serviceRequestState, changedNanos);
    }
}
