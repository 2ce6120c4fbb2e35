package nbe.band;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import nbe.bgapi.adapter.AdvertisementSink;
import nbe.bgapi.wire.AdvertisementView;
import nbe.tap.Sighting;

/**
 * Runs on the adapters' threads: turns a band's advertisement into a {@link Sighting}, counts and drops all others. Makes no
 * object for a foreign advertisement.
 */
public final class BandFilter implements AdvertisementSink {
    private final Supplier<PayloadParser> parsers;
    private final Consumer<Sighting> sightings;
    private final IntFunction<AdvertisementObserver> observers;
    /** One for each adapter, at its number; null until it is heard. Copied, under this filter's lock, when one is added or replaced. */
    private volatile AdapterDecoder[] decoders = {};

    /**
     * @param parsers makes a parser for each adapter's thread
     * @param sightings takes the bands' sightings; must not block
     */
    public BandFilter(Supplier<PayloadParser> parsers, Consumer<Sighting> sightings) {
        this(parsers, sightings, adapter -> AdvertisementObserver.NONE);
    }

    /**
     * @param parsers makes a parser for each adapter's thread
     * @param sightings takes the bands' sightings; must not block
     * @param observers by adapter number, who learns of that adapter's advertisements; asked on the adapter's thread
     */
    public BandFilter(
            Supplier<PayloadParser> parsers,
            Consumer<Sighting> sightings,
            IntFunction<AdvertisementObserver> observers) {
        this.parsers = parsers;
        this.sightings = sightings;
        this.observers = observers;
    }

    @Override
    public void onAdvertisement(int adapter, AdvertisementView advertisement, long receivedNanos) {
        decoderOf(adapter).decode(adapter, advertisement, receivedNanos, sightings);
    }

    /** Advertisements of others, since the start; slightly stale while adapters run. */
    public long foreign() {
        return sum(AdapterDecoder::foreign);
    }

    /** Advertisements that began as a payload does and were cut short, of an unknown version, or named no band, since the start. */
    public long damaged() {
        return sum(AdapterDecoder::damaged);
    }

    private AdapterDecoder decoderOf(int adapter) {
        AdapterDecoder[] all = decoders;
        if (adapter < all.length) {
            AdapterDecoder decoder = all[adapter];
            if (decoder != null && decoder.isOfThisThread()) {
                return decoder;
            }
        }
        return takeOver(adapter);
    }

    /** An adapter's first advertisement, or the first on the thread that has replaced its last one; the counts go on. */
    private synchronized AdapterDecoder takeOver(int adapter) {
        AdapterDecoder[] all = Arrays.copyOf(decoders, Math.max(decoders.length, adapter + 1));
        AdapterDecoder before = all[adapter];
        all[adapter] = before == null
                ? new AdapterDecoder(parsers.get(), observers.apply(adapter))
                : new AdapterDecoder(parsers.get(), observers.apply(adapter), before);
        decoders = all;
        return all[adapter];
    }

    private long sum(ToLongFunction<AdapterDecoder> counter) {
        return Arrays.stream(decoders)
                .filter(Objects::nonNull)
                .mapToLong(counter)
                .sum();
    }
}
