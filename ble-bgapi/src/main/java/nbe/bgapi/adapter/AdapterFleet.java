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
import nbe.bgapi.machine.Timings;
import nbe.bgapi.port.AutoPorts;
import nbe.bgapi.port.PortFinder;
import nbe.bgapi.port.PortLocator;
import nbe.bgapi.port.PortNames;
import nbe.bgapi.port.PortWatch;
import nbe.bgapi.port.SerialBytePort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All adapters that the settings name, or that are found. Each has its thread ({@code adapter-<port>}). The thread {@code
 * adapters} wakes them up when ports come or go, where the system reports it; in auto mode it adds one for every further dongle
 * that is plugged in, up to {@value #MOST_ADAPTERS}.
 *
 * <p>The adapters' threads post events, in order for each adapter, and only when something changed; each posts its first
 * status as soon as it is known. The consumer must not block.
 */
public final class AdapterFleet {
    private static final Logger LOG = LoggerFactory.getLogger("adapter");
    private static final int MOST_ADAPTERS = 8;
    /** Poll interval for unclaimed dongles where the system does not report changes, or has just reported one. */
    private static final long LOOK_NANOS = 250_000_000L;
    /** A dongle that has been unclaimed for so long gets an adapter of its own: idle ones claim it sooner. */
    private static final long UNTAKEN_NANOS = 1_250_000_000L;

    private final BleSettings settings;
    private final PortFinder everyDongle;
    private final AdapterContext context;
    private final ThreadFactory threads;
    private final PortWatch changes;
    private final List<AdapterThread> adapters = new ArrayList<>(); // guarded by itself
    private final List<Thread> running = new ArrayList<>(); // guarded by adapters

    AdapterFleet(
            BleSettings settings,
            PortFinder everyDongle,
            AdapterContext context,
            ThreadFactory threads,
            PortWatch changes) {
        this.settings = settings;
        this.everyDongle = everyDongle;
        this.context = context;
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
     *     #stop}; an {@link Error} ends it sooner, and the maker has to notice that
     */
    public static AdapterFleet open(
            BleSettings settings,
            AdvertisementSink sink,
            Consumer<AdapterEvent> events,
            LongSupplier clock,
            InstantSource wall,
            ThreadFactory threads) {
        PortWatch changes = settings.isAuto() ? PortWatch.everyPort(clock) : PortWatch.named(settings.ports(), clock);
        AdapterContext context = new AdapterContext(SerialBytePort::open, sink, events, clock, wall, changes::works);
        return new AdapterFleet(settings, PortFinder.allBled112(), context, threads, changes);
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
        long closelyUntil = context.now();
        long untakenSince = closelyUntil;
        boolean anyUntaken = false;
        try {
            while (!changes.isClosed()) {
                long now = context.now();
                boolean closely = anyUntaken || now - closelyUntil < 0 || !changes.works();
                boolean changed = changes.await(closely ? LOOK_NANOS : Timings.LOOK_WATCHED);
                now = context.now();
                if (changed) {
                    closelyUntil = now + Timings.LOOK_CLOSELY;
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
            LOG.debug("interrupted: the search for further dongles ends");
        }
    }

    private void wakeAll() {
        synchronized (adapters) {
            adapters.forEach(adapter -> adapter.looks().onPortsChanged());
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
            AdapterThread adapter = new AdapterThread(adapters.size(), name, locator, context);
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
     * @return false if a thread did not end in time
     */
    public boolean stop(Duration patience) throws InterruptedException {
        changes.close();
        List<Thread> waitedFor;
        synchronized (adapters) {
            adapters.forEach(AdapterThread::stop);
            waitedFor = List.copyOf(running);
        }
        long end = context.now() + patience.toNanos();
        boolean all = true;
        for (Thread thread : waitedFor) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - context.now());
            thread.join(Math.max(1, left));
            if (thread.isAlive()) {
                all = false;
                LOG.warn("{} did not end in time and is left behind", thread.getName());
            }
        }
        return all;
    }

    /**
     * Lends the radio of one adapter.
     *
     * @param adapter number of the adapter, as in its events
     * @throws IllegalArgumentException if there is no adapter of that number
     */
    public RadioLender lender(int adapter) {
        synchronized (adapters) {
            if (adapter < 0 || adapter >= adapters.size()) {
                throw new IllegalArgumentException("no adapter " + adapter + "; there are " + adapters.size());
            }
            return adapters.get(adapter).lender();
        }
    }

    /** The counts of each adapter; the index is the adapter's number. Any thread. */
    public List<AdapterCounters> counters() {
        synchronized (adapters) {
            return adapters.stream().map(AdapterThread::counters).toList();
        }
    }
}
