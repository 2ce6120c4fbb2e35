package nbe.band;

import java.util.function.Consumer;
import nbe.bgapi.wire.AdvertisementView;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;

/**
 * The part of a {@link BandFilter} that belongs to one adapter's thread: a parser and counters. Only that thread writes the
 * counters, so counting takes neither a lock nor a barrier; other threads may read slightly stale values.
 */
final class AdapterDecoder {
    private final Thread owner;
    private final PayloadParser parser;
    private final AdvertisementObserver observer;
    private long foreign;
    private long damaged;

    /** A decoder of the calling thread, which counts from 0. */
    AdapterDecoder(PayloadParser parser, AdvertisementObserver observer) {
        this.owner = Thread.currentThread();
        this.parser = parser;
        this.observer = observer;
    }

    /**
     * A decoder of the calling thread.
     *
     * @param before the adapter's last one, whose counts go on
     */
    AdapterDecoder(PayloadParser parser, AdvertisementObserver observer, AdapterDecoder before) {
        this(parser, observer);
        this.foreign = before.foreign;
        this.damaged = before.damaged;
    }

    boolean isOfThisThread() {
        return owner == Thread.currentThread();
    }

    void decode(int adapter, AdvertisementView advertisement, long receivedNanos, Consumer<Sighting> sightings) {
        int parsed = parser.parse(advertisement);
        if (parsed >= 0) {
            Sighting sighting = Sighting.of(
                    new BandAddress(parser.identity()),
                    advertisement.rssiDbm(),
                    PayloadParser.flags(parsed),
                    PayloadParser.serviceRequestState(parsed),
                    receivedNanos,
                    adapter,
                    parser.payload());
            sightings.accept(sighting);
            observer.onBand(advertisement, sighting);
            return;
        }
        if (parsed == PayloadParser.DAMAGED) {
            damaged++;
        } else {
            foreign++;
        }
        observer.onOther(advertisement, parsed, receivedNanos);
    }

    long foreign() {
        return foreign;
    }

    long damaged() {
        return damaged;
    }
}
