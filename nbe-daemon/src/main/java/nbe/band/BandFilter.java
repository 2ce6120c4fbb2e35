package nbe.band;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import nbe.bgapi.adapter.AdvertisementSink;
import nbe.bgapi.wire.AdvertisementView;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;

/**
 * Where advertisements are read, already: lets the bands' through as sightings, counts the rest. Called on the adapters'
 * threads; makes no object for a foreign advertisement.
 */
public final class BandFilter implements AdvertisementSink {
    private final ThreadLocal<PayloadParser> parser;
    private final Consumer<Sighting> sightings;
    private final LongAdder foreign = new LongAdder();
    private final LongAdder damaged = new LongAdder();

    /**
     * @param parsers makes a parser for each adapter's thread
     * @param sightings takes what is a band's; must not block
     */
    public BandFilter(Supplier<PayloadParser> parsers, Consumer<Sighting> sightings) {
        this.parser = ThreadLocal.withInitial(parsers);
        this.sightings = sightings;
    }

    @Override
    public void onAdvertisement(int adapter, AdvertisementView advertisement, long receivedNanos) {
        int parsed = parser.get().parse(advertisement);
        if (parsed == PayloadParser.FOREIGN) {
            foreign.increment();
        } else if (parsed == PayloadParser.DAMAGED) {
            damaged.increment();
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

    /** Advertisements of others, since the start. */
    public long foreign() {
        return foreign.sum();
    }

    /** Advertisements of the bands' company that were cut short or of an unknown version, since the start. */
    public long damaged() {
        return damaged.sum();
    }
}
