package nbe.support;

import java.util.ArrayList;
import java.util.List;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;

/**
 * What the daemon heard and did lately, kept in the least costly form until somebody asks: the last {@value #SIGHTINGS} sightings of
 * bands as numbers, the last {@value #EVENTS} other events as they are. Nothing is formatted and, for a sighting, nothing is made;
 * advertisements of others do not come here. Some 0.6 MB, whatever happens.
 *
 * <p>Safe for use by any thread; one writes, and hardly ever one reads.
 */
public final class RecentTraffic {
    /** Eleven minutes of ten bands that are heard five times a second. */
    static final int SIGHTINGS = 32_768;

    static final int EVENTS = 1_024;

    // All of these: guarded by this.
    private final long[] times;
    /** Address (48 bits), RSSI (8), flags (8). */
    private final long[] heard;
    /** Service request state, adapter. */
    private final short[] details;

    private long sightings;
    private final Object[] events;
    private final long[] eventTimes;
    private long eventCount;

    /** Keeps {@value #SIGHTINGS} sightings and {@value #EVENTS} other events. */
    public RecentTraffic() {
        this(SIGHTINGS, EVENTS);
    }

    /** Keeps so many, 1 at least. */
    public RecentTraffic(int sightings, int events) {
        this.times = new long[sightings];
        this.heard = new long[sightings];
        this.details = new short[sightings];
        this.events = new Object[events];
        this.eventTimes = new long[events];
    }

    /**
     * Something else than a sighting.
     *
     * @param atNanos monotonic
     * @param what its {@link Object#toString()}
     */
    public record Happened(long atNanos, Object what) {}

    /** Everything that is kept; in the order in which it came. */
    public record Copy(List<Sighting> sightings, List<Happened> events) {}

    /** A band was heard. */
    public synchronized void heard(Sighting sighting) {
        int at = (int) (sightings++ % times.length);
        times[at] = sighting.atNanos();
        heard[at] = sighting.band().value() << 16 | (long) (sighting.rssiDbm() & 0xFF) << 8 | sighting.flags();
        details[at] = (short) (sighting.serviceRequestState() << 8 | sighting.adapter() & 0xFF);
    }

    /**
     * Anything else.
     *
     * @param what immutable; kept for as long as it is among the last, so it must not be large
     */
    public synchronized void happened(long atNanos, Object what) {
        int at = (int) (eventCount++ % events.length);
        eventTimes[at] = atNanos;
        events[at] = what;
    }

    /** For somebody who asks. */
    public synchronized Copy copy() {
        List<Sighting> all = new ArrayList<>();
        for (long i = Math.max(0, sightings - times.length); i < sightings; i++) {
            all.add(sighting((int) (i % times.length)));
        }
        List<Happened> others = new ArrayList<>();
        for (long i = Math.max(0, eventCount - events.length); i < eventCount; i++) {
            int at = (int) (i % events.length);
            others.add(new Happened(eventTimes[at], events[at]));
        }
        return new Copy(all, others);
    }

    private Sighting sighting(int at) {
        long packed = heard[at];
        return Sighting.of(
                new BandAddress(packed >>> 16),
                (byte) (packed >> 8),
                (int) packed & 0xFF,
                details[at] >> 8 & 0xFF,
                times[at],
                details[at] & 0xFF);
    }
}
