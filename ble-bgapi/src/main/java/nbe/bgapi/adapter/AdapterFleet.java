package nbe.bgapi.adapter;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import nbe.bgapi.host.AddressType;
import nbe.bgapi.host.GattSession;
import nbe.bgapi.machine.Patience;
import nbe.bgapi.port.AutoPorts;
import nbe.bgapi.port.BytePort;
import nbe.bgapi.port.PortFinder;
import nbe.bgapi.port.PortLocator;
import nbe.bgapi.port.PortNames;
import nbe.bgapi.port.PortWatch;
import nbe.bgapi.port.SerialBytePort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All adapters that the settings name, or that are found. Each has its thread ({@code adapter-<port>}). The thread {@code
 * adapters} wakes them up when ports come or go, where the system tells; in auto mode it adds one for every further dongle
 * that is plugged in, up to {@value #MOST_ADAPTERS}.
 *
 * <p>Events are posted from the adapters' threads, in order for each adapter, and only when something changed; the first
 * verdict of each comes as soon as it is known. The consumer must not block.
 */
public final class AdapterFleet {
    private static final Logger LOG = LoggerFactory.getLogger("adapter");
    private static final int MOST_ADAPTERS = 8;
    /** Between two looks for dongles that nobody has taken, where changes are not told, or one has just happened. */
    private static final long LOOK_NANOS = 250_000_000L;
    /** A dongle that nobody has taken for so long needs an adapter of its own: the idle ones take it sooner. */
    private static final long UNTAKEN_NANOS = 1_250_000_000L;

    private final BleSettings settings;
    private final PortFinder everyDongle;
    private final BytePort.Opener opener;
    private final AdvertisementSink sink;
    private final Consumer<AdapterEvent> events;
    private final LongSupplier clock;
    private final InstantSource wall;
    private final ThreadFactory threads;
    private final PortWatch changes;
    private final List<AdapterThread> adapters = new ArrayList<>(); // guarded by itself
    private final List<Thread> running = new ArrayList<>(); // guarded by adapters

    AdapterFleet(
            BleSettings settings,
            PortFinder everyDongle,
            BytePort.Opener opener,
            AdvertisementSink sink,
            Consumer<AdapterEvent> events,
            LongSupplier clock,
            InstantSource wall,
            ThreadFactory threads,
            PortWatch changes) {
        this.settings = settings;
        this.everyDongle = everyDongle;
        this.opener = opener;
        this.sink = sink;
        this.events = events;
        this.clock = clock;
        this.wall = wall;
        this.threads = threads;
        this.changes = changes;
    }

    /**
     * Makes a fleet on this machine's serial ports; {@link #start} sets it going.
     *
     * @param sink called on the adapters' threads
     * @param events called on the adapters' threads
     * @param clock monotonic nanoseconds
     * @param wall wall time, to notice that the machine slept
     * @param threads makes the threads, which should not keep the process alive, since a driver may hang. Each runs until {@link
     *     #stop}; an {@link Error} ends it sooner, which whoever makes them has to notice
     */
    public static AdapterFleet open(
            BleSettings settings,
            AdvertisementSink sink,
            Consumer<AdapterEvent> events,
            LongSupplier clock,
            InstantSource wall,
            ThreadFactory threads) {
        PortWatch changes = settings.isAuto() ? PortWatch.everyPort(clock) : PortWatch.named(settings.ports(), clock);
        return new AdapterFleet(
                settings, PortFinder.allBled112(), SerialBytePort::open, sink, events, clock, wall, threads, changes);
    }

    /** Starts the threads and returns. Called once. */
    public void start() {
        if (settings.isAuto()) {
            AutoPorts ports = new AutoPorts(everyDongle);
            int first = Math.max(1, Math.min(MOST_ADAPTERS, ports.unclaimed()));
            for (int adapter = 0; adapter < first; adapter++) {
                add(BleSettings.AUTO, ports.locatorOf(adapter));
            }
            run(() -> watch(ports::unclaimed, ports::locatorOf), "adapters");
        } else {
            for (String port : settings.ports()) {
                String name = PortNames.bare(port);
                add(name, PortLocator.named(PortFinder.named(name)));
            }
            if (changes.works()) {
                run(() -> watch(() -> 0, adapter -> Optional::empty), "adapters");
            }
        }
    }

    private void watch(IntSupplier untaken, IntFunction<PortLocator> locators) {
        long closelyUntil = clock.getAsLong();
        long untakenSince = closelyUntil;
        boolean anyUntaken = false;
        try {
            while (!changes.isClosed()) {
                long now = clock.getAsLong();
                boolean closely = anyUntaken || now - closelyUntil < 0 || !changes.works();
                boolean changed = changes.await(closely ? LOOK_NANOS : Patience.LOOK_WATCHED);
                now = clock.getAsLong();
                if (changed) {
                    closelyUntil = now + Patience.LOOK_CLOSELY;
                    wakeAll();
                }
                untakenSince = anyUntaken ? untakenSince : now;
                anyUntaken = untaken.getAsInt() > 0;
                if (anyUntaken && now - untakenSince >= UNTAKEN_NANOS && count() < MOST_ADAPTERS) {
                    untakenSince = now;
                    add(BleSettings.AUTO, locators.apply(count()));
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted: no further adapters are looked for");
        }
    }

    private void wakeAll() {
        synchronized (adapters) {
            adapters.forEach(AdapterThread::onPortsChanged);
        }
    }

    private int count() {
        synchronized (adapters) {
            return adapters.size();
        }
    }

    private void add(String name, PortLocator locator) {
        synchronized (adapters) {
            if (changes.isClosed()) {
                return;
            }
            AdapterThread adapter = new AdapterThread(
                    adapters.size(), name, locator, opener, sink, events, clock, wall, changes::works);
            adapters.add(adapter);
            run(adapter, "adapter-" + name);
        }
    }

    private void run(Runnable task, String name) {
        Thread thread = threads.newThread(task);
        thread.setName(name);
        synchronized (adapters) {
            running.add(thread);
        }
        thread.start();
    }

    /**
     * Switches scanning off at every dongle and closes the ports. An orderly dongle takes 100 to 200 ms, a silent one 600.
     *
     * @param patience how long to wait for all of them
     * @return false if some thread had to be left behind
     */
    public boolean stop(Duration patience) throws InterruptedException {
        changes.close();
        List<Thread> waitedFor;
        synchronized (adapters) {
            adapters.forEach(AdapterThread::stop);
            waitedFor = List.copyOf(running);
        }
        long end = clock.getAsLong() + patience.toNanos();
        boolean all = true;
        for (Thread thread : waitedFor) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - clock.getAsLong());
            thread.join(Math.max(1, left));
            if (thread.isAlive()) {
                all = false;
                LOG.warn("{} did not end in time and is left behind", thread.getName());
            }
        }
        return all;
    }

    /**
     * A session with a device by way of one adapter; nothing is sent before it connects.
     *
     * @param adapter number of the adapter, as in its events
     * @param address 48 bits, most significant byte first
     * @throws IllegalArgumentException if there is no such adapter
     */
    public GattSession session(int adapter, long address, AddressType type) {
        synchronized (adapters) {
            if (adapter < 0 || adapter >= adapters.size()) {
                throw new IllegalArgumentException("no adapter " + adapter + "; there are " + adapters.size());
            }
            return GattSession.with(adapters.get(adapter).sessions(), address, type);
        }
    }

    /** What the adapters have been through; the index is the adapter's number. Any thread. */
    public List<AdapterCounters> counters() {
        synchronized (adapters) {
            return adapters.stream().map(AdapterThread::counters).toList();
        }
    }
}
