package nbe.band;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import nbe.bgapi.adapter.AdvertisementSink;
import nbe.bgapi.wire.AdvertisementView;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;

/**
 * Where advertisements are read, already: lets the bands' through as sightings, counts the rest. Called on the adapters'
 * threads; makes no object for a foreign advertisement.
 */
public final class BandFilter implements AdvertisementSink {
    private final Supplier<PayloadParser> parsers;
    private final Consumer<Sighting> sightings;
    /** One for each adapter, at its number; copied when it grows or a lane changes hands (under this filter's lock). */
    private volatile AdapterLane[] lanes = {};

    /**
     * @param parsers makes a parser for each adapter's thread
     * @param sightings takes what is a band's; must not block
     */
    public BandFilter(Supplier<PayloadParser> parsers, Consumer<Sighting> sightings) {
        this.parsers = parsers;
        this.sightings = sightings;
    }

    @Override
    public void onAdvertisement(int adapter, AdvertisementView advertisement, long receivedNanos) {
        AdapterLane lane = laneOf(adapter);
        int parsed = lane.parser.parse(advertisement);
        if (parsed == PayloadParser.FOREIGN) {
            lane.countForeign();
        } else if (parsed == PayloadParser.DAMAGED) {
            lane.countDamaged();
        } else {
            sightings.accept(new Sighting(
                    new BandAddress(advertisement.address()),
                    advertisement.rssiDbm(),
                    PayloadParser.enrolled(parsed),
                    PayloadParser.authenticated(parsed),
                    PayloadParser.onBody(parsed),
                    PayloadParser.serviceRequestState(parsed),
                    receivedNanos,
                    adapter));
        }
    }

    /** Advertisements of others, since the start; another thread may see a running adapter's a moment late. */
    public long foreign() {
        return sum(AdapterLane::foreign);
    }

    /** Advertisements of the bands' company that were cut short or of an unknown version, since the start. */
    public long damaged() {
        return sum(AdapterLane::damaged);
    }

    private AdapterLane laneOf(int adapter) {
        AdapterLane[] all = lanes;
        if (adapter < all.length) {
            AdapterLane lane = all[adapter];
            if (lane.owner == Thread.currentThread()) {
                return lane;
            }
        }
        return takeOver(adapter);
    }

    /** An adapter's first advertisement, or the first on the thread that has replaced its last one. */
    private synchronized AdapterLane takeOver(int adapter) {
        AdapterLane[] all = Arrays.copyOf(lanes, Math.max(lanes.length, adapter + 1));
        for (int i = lanes.length; i < all.length; i++) {
            all[i] = new AdapterLane(null, parsers.get(), 0, 0);
        }
        AdapterLane before = all[adapter];
        AdapterLane lane = new AdapterLane(Thread.currentThread(), parsers.get(), before.foreign(), before.damaged());
        all[adapter] = lane;
        lanes = all;
        return lane;
    }

    private long sum(ToLongFunction<AdapterLane> counter) {
        return Arrays.stream(lanes).mapToLong(counter).sum();
    }
}
