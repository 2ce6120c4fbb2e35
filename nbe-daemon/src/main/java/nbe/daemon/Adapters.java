package nbe.daemon;

import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.bgapi.adapter.AdapterFleet;
import nbe.bgapi.adapter.AdvertisementSink;
import nbe.bgapi.adapter.BleSettings;
import nbe.bgapi.machine.AdapterCounter;
import nbe.config.Setting;
import nbe.config.Settings;
import nbe.endpoint.CoreChange;
import nbe.endpoint.CoreEvent;
import nbe.endpoint.Inbox;

/**
 * The adapters that the configuration names, and others in their place when it changes. {@link #start}, {@link #use} and {@link #stop}
 * may wait; {@link #count} is for any thread.
 */
final class Adapters {
    /** How long the adapters may take to switch scanning off; with the core's farewell well within 2 s. */
    private static final Duration STOP = Duration.ofMillis(800);

    private final Inbox inbox;
    private final AdvertisementSink sink;
    private final Consumer<AdapterEvent> events;
    private final LongSupplier nanos;
    private final InstantSource wall;
    private final VitalThreads threads;

    /** Empty: Bluetooth is switched off. */
    private volatile Optional<Open> open;

    /** What fleets that were closed have counted. */
    private volatile Map<AdapterCounter, Long> before = Map.of();

    /** One fleet. {@code current} is false once it was closed: an abandoned thread may still report then. */
    private static final class Open {
        private final BleSettings settings;
        private final VitalThreads.Part threads;
        private final AdapterFleet fleet;
        private volatile boolean current = true;

        Open(Adapters all, BleSettings settings) {
            this.settings = settings;
            this.threads = all.threads.part();
            this.fleet = AdapterFleet.open(
                    settings, all.sink, event -> report(all.events, event), all.nanos, all.wall, threads);
        }

        private void report(Consumer<AdapterEvent> events, AdapterEvent event) {
            if (current) {
                events.accept(event);
            }
        }
    }

    /**
     * @param inbox of the core, which is told before other adapters report
     * @param sink gets the advertisements, on the adapters' threads
     * @param events gets the events, on the adapters' threads
     */
    Adapters(
            Settings settings,
            Inbox inbox,
            AdvertisementSink sink,
            Consumer<AdapterEvent> events,
            LongSupplier nanos,
            InstantSource wall,
            VitalThreads threads) {
        this.inbox = inbox;
        this.sink = sink;
        this.events = events;
        this.nanos = nanos;
        this.wall = wall;
        this.threads = threads;
        this.open = wanted(settings).map(ble -> new Open(this, ble));
    }

    /** How many adapters will each report a status: one for each port that is named, one with auto; 0: Bluetooth is switched off. */
    static int expected(Settings settings) {
        return wanted(settings).map(ble -> Math.max(1, ble.ports().size())).orElse(0);
    }

    private static Optional<BleSettings> wanted(Settings settings) {
        return settings.value(Setting.BLE_ENABLED) ? Optional.of(settings.ble()) : Optional.empty();
    }

    void start() {
        open.ifPresent(one -> one.fleet.start());
    }

    /** Closes all dongles, and opens those that the settings name. If the same are open already, nothing happens. */
    synchronized void use(Settings settings) throws InterruptedException {
        Optional<BleSettings> wanted = wanted(settings);
        if (wanted.equals(open.map(one -> one.settings))) {
            return;
        }
        if (open.isPresent()) {
            close(open.get());
        }
        inbox.post(new CoreEvent.Changed(new CoreChange.Adapters(expected(settings))));
        open = wanted.map(ble -> new Open(this, ble));
        start();
    }

    private void close(Open closing) throws InterruptedException {
        closing.threads.letEnd();
        closing.fleet.stop(STOP);
        closing.current = false;
        Map<AdapterCounter, Long> counts = new EnumMap<>(AdapterCounter.class);
        for (AdapterCounter counter : AdapterCounter.values()) {
            counts.put(counter, count(counter));
        }
        open = Optional.empty();
        before = counts;
    }

    /** Switches scanning off and closes the ports, within 0.8 s. */
    void stop() throws InterruptedException {
        Optional<Open> last = open;
        if (last.isPresent()) {
            last.get().fleet.stop(STOP);
        }
    }

    /** What all adapters have counted since the start of the daemon; too little for the moment in which they are replaced. */
    long count(AdapterCounter counter) {
        long now = open.map(one -> one.fleet.counters().stream()
                        .mapToLong(counters -> counters.get(counter))
                        .sum())
                .orElse(0L);
        return before.getOrDefault(counter, 0L) + now;
    }
}
