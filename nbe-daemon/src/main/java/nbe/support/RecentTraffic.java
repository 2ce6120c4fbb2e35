package nbe.support;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    /** The sightings that are kept now, oldest first. A list over a copy of the arrays: it makes each sighting when it is read. */
    public synchronized List<Sighting> sightings() {
        int count = (int) Math.min(sightings, times.length);
        int first = (int) ((sightings - count) % times.length);
        return new PackedSightings(times.clone(), heard.clone(), details.clone(), first, count);
    }

    /** The other events that are kept now, oldest first. */
    public synchronized List<TimedEvent> events() {
        List<TimedEvent> others = new ArrayList<>();
        for (long i = Math.max(0, eventCount - events.length); i < eventCount; i++) {
            int at = (int) (i % events.length);
            others.add(new TimedEvent(eventTimes[at], events[at]));
        }
        return others;
    }

    /** Some entries of the arrays, which nobody changes any more. */
    private static final class PackedSightings extends AbstractList<Sighting> {
        private final long[] times;
        private final long[] heard;
        private final short[] details;
        private final int first;
        private final int count;

        PackedSightings(long[] times, long[] heard, short[] details, int first, int count) {
            this.times = times;
            this.heard = heard;
            this.details = details;
            this.first = first;
            this.count = count;
        }

        @Override
        public int size() {
            return count;
        }

        @Override
        public Sighting get(int index) {
            int at = (first + Objects.checkIndex(index, count)) % times.length;
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
}
