package nbe.support;

import java.util.ArrayList;
import java.util.List;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;

/**
 * The daemon's memory of recent traffic for {@code nbe support}: the last {@value #SIGHTINGS} sightings of bands, packed into arrays, and
 * the last {@value #EVENTS} other events, which are formatted only when they are read. Takes 0.6 MB; a sighting allocates nothing.
 *
 * <p>Thread-safe: the core writes, and hardly ever another thread reads.
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

    /**
     * Keeps fewer or more.
     *
     * @param sightings 1 or more
     * @param events 1 or more
     */
    public RecentTraffic(int sightings, int events) {
        this.times = new long[sightings];
        this.heard = new long[sightings];
        this.details = new short[sightings];
        this.events = new Object[events];
        this.eventTimes = new long[events];
    }

    /**
     * Any event but a sighting.
     *
     * @param atNanos monotonic
     * @param what its {@link Object#toString()} describes the event
     */
    public record TimedEvent(long atNanos, Object what) {}

    /** Everything that is kept, oldest first. */
    public record Copy(List<Sighting> sightings, List<TimedEvent> events) {}

    /** Keeps a sighting, and forgets the oldest. */
    public synchronized void heard(Sighting sighting) {
        int at = (int) (sightings++ % times.length);
        times[at] = sighting.atNanos();
        heard[at] = sighting.band().value() << 16 | (long) (sighting.rssiDbm() & 0xFF) << 8 | sighting.flags();
        details[at] = (short) (sighting.serviceRequestState() << 8 | sighting.adapter() & 0xFF);
    }

    /**
     * Keeps another event, and forgets the oldest.
     *
     * @param what immutable and not large, since it stays in memory
     */
    public synchronized void event(long atNanos, Object what) {
        int at = (int) (eventCount++ % events.length);
        eventTimes[at] = atNanos;
        events[at] = what;
    }

    /** What is kept now. */
    public synchronized Copy copy() {
        List<Sighting> all = new ArrayList<>();
        for (long i = Math.max(0, sightings - times.length); i < sightings; i++) {
            all.add(sighting((int) (i % times.length)));
        }
        List<TimedEvent> others = new ArrayList<>();
        for (long i = Math.max(0, eventCount - events.length); i < eventCount; i++) {
            int at = (int) (i % events.length);
            others.add(new TimedEvent(eventTimes[at], events[at]));
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
