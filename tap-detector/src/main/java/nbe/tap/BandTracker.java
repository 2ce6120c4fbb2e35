package nbe.tap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All bands: takes sightings and time, returns presence changes and taps.
 *
 * <p>A band enters with its first sighting that is not {@link BandState#ABSENT}; before that it is nothing and causes no
 * event. At most {@value #MOST_BANDS} are kept; to make room, the tracker drops the absent band seen longest ago, or, if all are
 * present, the present one seen longest ago, with an event that it is absent.
 *
 * <p>A sighting costs O(1) on average and allocates nothing unless something changes. Sightings may come late or twice: one that is
 * older than the newest of its band changes neither state nor silence, and one whose RSSI is unknown (outside of -127 to -1
 * dBm) counts for presence only.
 *
 * <p>For one thread. All times are monotonic nanoseconds of one clock.
 */
public final class BandTracker {
    /** More real bands than a site has; the limit stops a flood of invented ones. */
    private static final int MOST_BANDS = 10_000;

    /** How often silent bands give memory back. */
    private static final long LET_GO_NANOS = 30_000_000_000L;

    private TapSettings settings;
    private final int mostBands;
    private final Map<BandAddress, Band> bands = new HashMap<>();
    private final RecencyList present = new RecencyList();
    private final RecencyList absent = new RecencyList();
    /** The adapters did not listen before this moment; meaningless while {@link #silenceForgiven} is false. */
    private long silenceFromNanos;

    private boolean silenceForgiven;

    private long nextLetGoNanos;
    private boolean letsGo;
    private long evictions;

    public BandTracker(TapSettings settings) {
        this(settings, MOST_BANDS);
    }

    BandTracker(TapSettings settings, int mostBands) {
        this.settings = settings;
        this.mostBands = mostBands;
    }

    /** What follows from a sighting, in order of time; the same empty list whenever nothing does. */
    public List<BandEvent> onSighting(Sighting sighting) {
        if (!letsGo || sighting.atNanos() - nextLetGoNanos >= 0) {
            letGo(sighting.atNanos());
        }
        Band known = bands.get(sighting.band());
        if (known == null) {
            return sighting.state() == BandState.ABSENT ? List.of() : admit(sighting);
        }
        if (sighting.atNanos() - known.seenNanos < 0) {
            return late(known, sighting);
        }
        return inOrder(known, sighting);
    }

    /**
     * Time has come to {@code nowNanos}: bands silent for {@code absent_after} are absent.
     *
     * <p>Hand in all sightings from before that moment first, or a band that was heard counts as silent.
     */
    public List<BandEvent> onTime(long nowNanos) {
        if (!oldestFellSilent(nowNanos)) {
            return List.of();
        }
        List<BandEvent> events = new ArrayList<>();
        while (oldestFellSilent(nowNanos)) {
            events.add(fellSilent(present.oldest()));
        }
        return List.copyOf(events);
    }

    /** When {@link #onTime} next has something to do; {@link Long#MAX_VALUE}: not before another sighting. */
    public long deadlineNanos() {
        return present.isEmpty() ? Long.MAX_VALUE : absentNanos(present.oldest());
    }

    /**
     * After a resume from sleep: the RSSI windows of all adapters are cleared, so that no old sample decides anything.
     * Presence stays. O(number of bands).
     */
    public void forgetSamples() {
        for (Band band : present) {
            band.forgetSamples();
        }
    }

    /**
     * After a stall or a restart of one adapter: its RSSI windows are cleared, those of the others stay. Until it has heard
     * a band again, or 3 s have passed in which it has not, nothing follows from its silence: the others neither change the
     * proximity of a band that it heard better, nor arm a tap that it heard held. O(number of bands).
     */
    public void forgetSamples(int adapter) {
        for (Band band : present) {
            band.forgetSamples(adapter);
        }
    }

    /**
     * Until {@code nowNanos} the adapters did not listen: each band has all of {@code absent_after} from now on to be heard.
     * O(1).
     */
    public void forgiveSilence(long nowNanos) {
        if (!silenceForgiven || nowNanos - silenceFromNanos > 0) {
            silenceForgiven = true;
            silenceFromNanos = nowNanos;
        }
    }

    /** The presence of every band that is not absent, the one seen longest ago first: the snapshot after a reconnect. */
    public List<BandEvent.PresenceChanged> present() {
        List<BandEvent.PresenceChanged> all = new ArrayList<>();
        for (Band band : present) {
            all.add(band.presence());
        }
        return List.copyOf(all);
    }

    /** How many bands are not absent. O(1). */
    public int presentCount() {
        return present.size();
    }

    /** How many present bands were declared absent to make room for others, since the start. */
    public long evictions() {
        return evictions;
    }

    /** The presence of a band in its last event, absent ones included; empty for a band without an event, or dropped. */
    public Optional<BandEvent.PresenceChanged> presence(BandAddress address) {
        return Optional.ofNullable(bands.get(address)).map(Band::presence);
    }

    /**
     * From now on these settings count. Presence stays, and proximity until a sample says otherwise; switched off it is unknown at once, which
     * the events say. A band that was tapped must still fall before its next tap. Where the rule, a window or the threshold of taps is another,
     * all windows begin empty, so that only samples from now on decide. Bands that have been silent for longer than the new
     * {@code absent_after} are absent at the next {@link #onTime}. O(number of bands).
     *
     * @return what changes by it, to be told like that of a sighting
     */
    public List<BandEvent> use(TapSettings changed, long nowNanos) {
        boolean samplesReadOtherwise = changed.readSamplesUnlike(settings);
        settings = changed;
        bands.values().forEach(band -> band.use(changed, samplesReadOtherwise));
        List<BandEvent> events = new ArrayList<>();
        for (Band band : present) {
            if (band.proximity != band.measuredProximity()) {
                band.proximity = band.measuredProximity();
                band.changedNanos = nowNanos;
                events.add(band.presence());
            }
        }
        return List.copyOf(events);
    }

    /** The settings that decide the taps. */
    public TapSettings settings() {
        return settings;
    }

    /**
     * How the tap rule rates a sighting. Changes nothing; for people, and too slow for every sighting.
     *
     * @param sighting the one that was handed to {@link #onSighting} last
     * @param events what that returned
     */
    public TapReading reading(Sighting sighting, List<BandEvent> events) {
        Band band = bands.get(sighting.band());
        if (band == null || band.state != BandState.WEAK || sighting.state() != BandState.WEAK) {
            return TapReading.nothing(TapOutcome.NOT_WEAK);
        }
        if (!sighting.rssiKnown() || sighting.atNanos() - band.weakSinceNanos < 0) {
            return TapReading.nothing(TapOutcome.LATE);
        }
        return band.reading(sighting).with(events);
    }

    /**
     * Drops the samples of bands that have been silent for some time: with a long {@code absent_after} a sender that invents
     * one band after the other could fill the memory with them. O(number of bands), seldom.
     */
    private void letGo(long nowNanos) {
        letsGo = true;
        nextLetGoNanos = nowNanos + LET_GO_NANOS;
        for (Band band : present) {
            band.letGo(nowNanos);
        }
    }

    private List<BandEvent> admit(Sighting sighting) {
        List<BandEvent> events = List.of();
        if (bands.size() == mostBands) {
            events = evictOne(sighting.atNanos());
        }
        Band band = new Band(sighting.band(), settings);
        band.seenNanos = sighting.atNanos();
        bands.put(band.address, band);
        absent.add(band);
        return joined(events, inOrder(band, sighting));
    }

    private List<BandEvent> evictOne(long nowNanos) {
        List<BandEvent> events = List.of();
        if (absent.isEmpty()) {
            evictions++;
            events = List.of(leave(present.oldest(), nowNanos));
        }
        Band forgotten = absent.oldest();
        absent.remove(forgotten);
        bands.remove(forgotten.address);
        return events;
    }

    /** A sighting older than the newest of its band. Its state no longer matters; its level may still fit into a window. */
    private List<BandEvent> late(Band band, Sighting sighting) {
        if (band.state != BandState.WEAK || sighting.atNanos() - band.weakSinceNanos < 0) {
            return List.of();
        }
        if (sighting.state() != BandState.WEAK) {
            band.weakSinceNanos = sighting.atNanos();
            band.forgetTapSamples();
            return List.of();
        }
        List<BandEvent> tap = sampled(band, sighting);
        return joined(presenceIfChanged(band, sighting, band.state, band.serviceRequestState), tap);
    }

    private List<BandEvent> inOrder(Band band, Sighting sighting) {
        List<BandEvent> events = List.of();
        if (!band.isAbsent() && sighting.atNanos() - absentNanos(band) >= 0) {
            events = List.of(fellSilent(band));
        }
        band.seenNanos = sighting.atNanos();
        BandState state = sighting.state();
        if (state == BandState.WEAK) {
            band.weakDbm = sighting.rssiDbm();
        } else {
            band.otherDbm = sighting.rssiDbm();
        }
        if (band.state != state && band.flipsTooOften(sighting.atNanos())) {
            events = joined(
                    events,
                    List.of(new BandEvent.Contradicted(band.address, sighting.atNanos(), band.weakDbm, band.otherDbm)));
        }
        if (state == BandState.ABSENT) {
            if (band.isAbsent()) {
                absent.move(band);
                return events;
            }
            band.serviceRequestState = sighting.serviceRequestState();
            return joined(events, List.of(leave(band, sighting.atNanos())));
        }
        if (band.isAbsent()) {
            absent.remove(band);
            present.add(band);
        } else {
            present.move(band);
        }
        List<BandEvent> tap = sampled(band, sighting);
        if (state != BandState.WEAK) {
            band.forgetTapSamples();
        } else if (band.state != BandState.WEAK) {
            band.weakSinceNanos = sighting.atNanos();
        }
        events = joined(events, presenceIfChanged(band, sighting, state, sighting.serviceRequestState()));
        return joined(events, tap);
    }

    private static List<BandEvent> presenceIfChanged(
            Band band, Sighting sighting, BandState state, int serviceRequestState) {
        Proximity proximity = band.measuredProximity();
        if (band.state == state && band.proximity == proximity && band.serviceRequestState == serviceRequestState) {
            return List.of();
        }
        band.state = state;
        band.proximity = proximity;
        band.serviceRequestState = serviceRequestState;
        band.changedNanos = sighting.atNanos();
        return List.of(band.presence());
    }

    private static List<BandEvent> sampled(Band band, Sighting sighting) {
        Optional<BandEvent.Tapped> tap = sighting.rssiKnown() ? band.onSample(sighting) : Optional.empty();
        return tap.isPresent() ? List.of(tap.get()) : List.of();
    }

    private boolean oldestFellSilent(long nowNanos) {
        return !present.isEmpty() && nowNanos - absentNanos(present.oldest()) >= 0;
    }

    private BandEvent fellSilent(Band band) {
        return leave(band, absentNanos(band));
    }

    private BandEvent leave(Band band, long atNanos) {
        band.becomeAbsent();
        band.changedNanos = atNanos;
        present.remove(band);
        absent.add(band);
        return band.presence();
    }

    private long absentNanos(Band band) {
        boolean forgiven = silenceForgiven && silenceFromNanos - band.seenNanos > 0;
        return (forgiven ? silenceFromNanos : band.seenNanos)
                + settings.absentAfter().toNanos();
    }

    private static List<BandEvent> joined(List<BandEvent> first, List<BandEvent> second) {
        if (first.isEmpty()) {
            return second;
        }
        if (second.isEmpty()) {
            return first;
        }
        List<BandEvent> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
