package nbe.air;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import nbe.band.AdvertisementObserver;
import nbe.band.BandSettings;
import nbe.bgapi.adapter.AdapterEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all adapters hear: counts, the devices of the last minute, the {@link AirFeed}, and a line in the log when advertisements come and
 * no band is among them. The adapters' threads write; all other methods are for any thread, and may return slightly stale values.
 */
public final class AirWatch implements AdapterEvent.Handler {
    /** Advertisements without a band among them for so long are worth a line. */
    static final long QUIET = TimeUnit.SECONDS.toNanos(DeviceTable.WINDOW);

    /** Shortest time between two such lines. */
    static final long BETWEEN_LINES = TimeUnit.MINUTES.toNanos(15);

    private static final Logger LOG = LoggerFactory.getLogger("air");
    private static final long NEVER = Long.MIN_VALUE;

    private final Supplier<BandSettings> settings;
    private final AirFeed feed = new AirFeed();
    private final Map<Integer, String> ports = new ConcurrentHashMap<>();
    private final AtomicLong lastLine = new AtomicLong(NEVER);
    /** One for each adapter, at its number. Copied, under this object's lock, when one is added. */
    private volatile AdapterAir[] adapters = {};

    /** @param settings which advertisements are a band's, as it is now */
    public AirWatch(Supplier<BandSettings> settings) {
        this.settings = settings;
    }

    /** Who learns of the advertisements of this adapter. */
    public synchronized AdvertisementObserver adapter(int adapter) {
        AdapterAir[] all = Arrays.copyOf(adapters, Math.max(adapters.length, adapter + 1));
        if (all[adapter] == null) {
            all[adapter] = new AdapterAir(adapter, this);
            adapters = all;
        }
        return all[adapter];
    }

    @Override
    public void onStatus(AdapterEvent.Changed event) {
        ports.put(event.adapter(), event.status().port());
    }

    @Override
    public void onStalled(AdapterEvent.Stalled event) {
        // It hears on.
    }

    @Override
    public void onRecovery(AdapterEvent.Recovery event) {
        ports.put(event.adapter(), event.port());
    }

    /** The port of an adapter, as an operator writes it. */
    public String port(int adapter) {
        return ports.getOrDefault(adapter, "adapter " + adapter);
    }

    /** Which advertisements are a band's, as it is now. */
    public BandSettings bands() {
        return settings.get();
    }

    /** Copies of everything that is heard, for those who listen. */
    public AirFeed feed() {
        return feed;
    }

    /** Advertisements since the start, of all adapters. */
    public long advertisements() {
        return sum(AdapterAir::advertisements);
    }

    /** Those of bands. */
    public long bandAdvertisements() {
        return sum(AdapterAir::bands);
    }

    /** Devices of the last minute that the tables had no room for, since the start. */
    public long evicted() {
        return sum(adapter -> adapter.devices().evicted());
    }

    /**
     * Advertisements a second of one adapter, over the last 10 s.
     *
     * @param now monotonic nanoseconds
     */
    public double advertisementsPerSecond(int adapter, long now) {
        AdapterAir[] all = adapters;
        int seconds = 10;
        return adapter < all.length && all[adapter] != null
                ? all[adapter].advertisements(second(now), seconds) / (double) seconds
                : 0;
    }

    /**
     * Who was heard within the last 60 s. Reads all tables, about 10 µs an adapter.
     *
     * @param now monotonic nanoseconds
     */
    public Census census(long now) {
        long second = second(now);
        return new Census(
                count(second, AdapterAir::devices),
                count(second, AdapterAir::bandTable),
                hearing(second)
                        .anyMatch(adapter -> adapter.devices().countsTooFew(second)
                                || adapter.bandTable().countsTooFew(second)));
    }

    private int count(long second, Function<AdapterAir, DeviceTable> table) {
        LongStream.Builder entries = LongStream.builder();
        hearing(second).forEach(adapter -> table.apply(adapter).forEachRecent(second, entries));
        return (int) entries.build().map(DeviceTable::device).distinct().count();
    }

    /**
     * What is heard instead of bands, if advertisements come and none of them was a band's for 60 s.
     *
     * @param now monotonic nanoseconds
     */
    public Optional<Bandless> bandless(long now) {
        long second = second(now);
        if (!isQuiet(now)) {
            return Optional.empty();
        }
        return Optional.of(new Bandless(
                hearing(second)
                        .mapToLong(adapter -> adapter.advertisements(second, DeviceTable.WINDOW))
                        .sum(),
                census(now),
                hearing(second)
                        .mapToLong(adapter -> adapter.unknownPayloads(second, DeviceTable.WINDOW))
                        .sum(),
                hearing(second)
                        .mapToLong(adapter -> adapter.damaged(second, DeviceTable.WINDOW))
                        .sum(),
                settings.get().companies()));
    }

    private boolean isQuiet(long now) {
        long second = second(now);
        return hearing(second).anyMatch(adapter -> now - adapter.hearsSince() >= QUIET)
                && all().allMatch(adapter -> now - adapter.lastBand() >= QUIET || adapter.bands() == 0);
    }

    /** An adapter's thread is in another second. */
    void onSecond(long now) {
        long last = lastLine.get();
        if ((last == NEVER || now - last >= BETWEEN_LINES) && isQuiet(now) && lastLine.compareAndSet(last, now)) {
            bandless(now).ifPresent(found -> LOG.info("{}: {}", found.text(), Bandless.REMEDY));
        }
    }

    private Stream<AdapterAir> all() {
        return Arrays.stream(adapters).filter(Objects::nonNull);
    }

    private Stream<AdapterAir> hearing(long second) {
        return all().filter(adapter -> adapter.isHearing(second));
    }

    private long sum(ToLongFunction<AdapterAir> count) {
        return all().mapToLong(count).sum();
    }

    /** The second of the monotonic clock. */
    static long second(long nanos) {
        return Math.floorDiv(nanos, TimeUnit.SECONDS.toNanos(1));
    }
}
