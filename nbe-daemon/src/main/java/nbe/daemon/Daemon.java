package nbe.daemon;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import nbe.agent.link.AgentMachine;
import nbe.agent.link.LinkLog;
import nbe.air.AirWatch;
import nbe.band.BandFilter;
import nbe.band.BandSettings;
import nbe.band.CurrentParser;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.bgapi.machine.AdapterCounter;
import nbe.config.Part;
import nbe.config.Settings;
import nbe.control.net.CannotListenException;
import nbe.control.net.ControlLoop;
import nbe.control.net.ControlServer;
import nbe.endpoint.Core;
import nbe.endpoint.CoreChange;
import nbe.endpoint.CoreEvent;
import nbe.endpoint.Counter;
import nbe.endpoint.Counters;
import nbe.endpoint.Endpoint;
import nbe.endpoint.Identity;
import nbe.endpoint.Inbox;
import nbe.endpoint.Supervision;
import nbe.endpoint.TrafficRecorder;
import nbe.service.Supervisor;
import nbe.support.RecentTraffic;
import nbe.support.TrafficRoutes;
import nbe.tap.BandTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running daemon: all constructors on one page. Adapters, readers and the transport post into the core's inbox; the core sends
 * through the transport. {@link #start} and {@link #stop} belong to the main thread.
 */
public final class Daemon {
    private static final long CORE_STOP_MILLIS = 1000;

    private static final Logger LOG = LoggerFactory.getLogger("main");

    private final Inbox inbox = new Inbox();
    private final RecentTraffic recentTraffic = new RecentTraffic();
    private final VitalThreads threads;
    private final Core core;
    private final Thread coreThread;
    private final AgentPath agent;
    private final AtomicReference<BandSettings> payloads;
    private final AirWatch air;
    private final Adapters adapters;
    private final NfcReaders nfc;
    private final Rehearsal rehearsal;
    private final LongSupplier nanos;
    private final ControlLoop control = new ControlLoop();
    private final CurrentConfig config;
    private final ControlRoutes routes;
    private final MetricsOutputs metrics;
    private Optional<Reload> reload = Optional.empty();
    private Optional<Path> socketPath = Optional.empty();
    private boolean running;
    private Optional<ControlServer> server = Optional.empty();

    /**
     * @param nanos monotonic clock
     * @param wall time of day
     * @param onFailure called by a vital thread that ends before {@link #stop}
     */
    public Daemon(
            Settings settings,
            Identity identity,
            LongSupplier nanos,
            InstantSource wall,
            RandomGenerator random,
            Runnable onFailure) {
        this.nanos = nanos;
        threads = new VitalThreads(onFailure);
        Counters counters = new Counters();
        counters.watch(Counter.SIGHTINGS_DROPPED, inbox::droppedSightings);
        agent = new AgentPath(
                settings,
                identity,
                inbox,
                nanos,
                wall,
                threads,
                operation ->
                        counters.count(operation.equals("intent") ? Counter.INTENTS_REFUSED : Counter.OTHERS_REFUSED));
        nfc = new NfcReaders(settings, inbox, nanos, threads);
        payloads = new AtomicReference<>(settings.band());
        air = new AirWatch(payloads::get);
        Endpoint endpoint = new Endpoint(
                identity,
                Adapters.expected(settings),
                new BandTracker(settings.tap()),
                at -> wall.instant().minusNanos(nanos.getAsLong() - at),
                counters);
        endpoint.reportTapsTo(air.feed()::tapped);
        core = new Core(
                inbox,
                endpoint,
                nfc.readers(),
                new AgentMachine(random, nanos.getAsLong()),
                agent.link(),
                new LinkLog(),
                counters,
                new TrafficRecorder(recentTraffic),
                nanos,
                wall);
        coreThread = threads.newThread(core);
        coreThread.setName("core");
        adapters = adapters(settings, nanos, wall, counters);
        config = new CurrentConfig(settings, wall.instant());
        routes = new ControlRoutes(
                identity.version(), Adapters.expected(settings), config, control, inbox, air, agent::warnings, nanos, wall);
        new TrafficRoutes(recentTraffic, identity.version(), nanos, wall).all().forEach(routes::add);
        core.observeBy(routes.observer());
        metrics = new MetricsOutputs(routes.meter(adapters::count), control);
        routes.add(metrics.route());
        rehearsal = new Rehearsal(settings.tap().rule(), Rehearsal.TAPS);
        core.onceStarted(rehearsal::start);
    }

    private Adapters adapters(Settings settings, LongSupplier nanos, InstantSource wall, Counters counters) {
        BandFilter filter = new BandFilter(() -> new CurrentParser(payloads::get), inbox::offer, air::adapter);
        Adapters all = new Adapters(settings, inbox, filter, this::onAdapter, nanos, wall, threads);
        counters.watch(Counter.DAMAGED_PAYLOADS, filter::damaged);
        counters.watch(Counter.SKIPPED_BYTES, () -> all.count(AdapterCounter.SKIPPED_BYTES));
        counters.watch(Counter.STALE_BYTES, () -> all.count(AdapterCounter.STALE_BYTES));
        counters.watch(Counter.ADAPTER_RESETS, () -> all.count(AdapterCounter.RESETS));
        counters.watch(Counter.UNANSWERED_HELLOS, () -> all.count(AdapterCounter.HELLO_TIMEOUTS));
        counters.watch(Counter.ADAPTER_FAULTS, () -> all.count(AdapterCounter.FAULTS));
        return all;
    }

    private void onAdapter(AdapterEvent event) {
        event.to(air);
        inbox.post(new CoreEvent.FromAdapter(event));
    }

    /** Changed settings are put into use by this reload, which {@link #stop} ends. Before {@link #start}. */
    public void reloadBy(Reload someone) {
        reload = Optional.of(someone);
        config.follow(someone);
        routes.add(ReloadRoute.of(someone));
        someone.listener(changed -> routes.feed().configChanged(changed, nanos.getAsLong()));
        someone.part(Part.BANDS, now -> inbox.post(new CoreEvent.Changed(new CoreChange.Bands(now.tap()))));
        someone.part(Part.PAYLOADS, now -> payloads.set(now.band()));
        someone.part(Part.READERS, nfc::use);
        someone.part(Part.NFC, nfc::use);
        someone.part(Part.BLUETOOTH, adapters::use);
        someone.part(Part.ADAPTERS, adapters::use);
        someone.part(Part.AGENT, agent::use);
        someone.part(Part.METRICS, metrics::use);
    }

    /** Reports to a service manager. Before {@link #start}. */
    public void superviseBy(Supervisor supervisor) {
        core.superviseBy(new Supervision(supervisor, threads::allLive));
    }

    /**
     * The control socket is at this path from {@link #start} on, or, if the daemon runs, from now on: the one before is closed. Empty, or
     * without a call: there is none.
     */
    public synchronized void answerAt(Optional<Path> path) {
        boolean moves = running && !path.equals(socketPath);
        socketPath = path;
        if (moves) {
            server.ifPresent(ControlServer::close);
            server = Optional.empty();
            path.ifPresent(this::openSocket);
        }
    }

    /** Starts all threads; returns at once. */
    public synchronized void start() {
        running = true;
        coreThread.start();
        adapters.start();
        nfc.start();
        socketPath.ifPresent(this::openSocket);
        metrics.use(config.settings());
    }

    private void openSocket(Path path) {
        try {
            server = Optional.of(ControlServer.open(path, routes.routes(), control));
        } catch (CannotListenException e) {
            LOG.warn("there is no control socket, so `nbe status` and others cannot ask: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Switches scanning off, closes the connection to the agent, ends all threads; within 2 s whatever happens. */
    public void stop() throws InterruptedException {
        threads.letEnd();
        reload.ifPresent(Reload::close);
        rehearsal.stop();
        inbox.post(new CoreEvent.Stop());
        adapters.stop();
        coreThread.join(CORE_STOP_MILLIS);
        if (coreThread.isAlive()) {
            LOG.warn("the core did not end within {} ms: interrupted", CORE_STOP_MILLIS);
            coreThread.interrupt();
        }
        nfc.stop();
        agent.close();
        metrics.close();
        server.ifPresent(ControlServer::close);
        control.close();
    }

    /** Whether a vital thread ended before {@link #stop}. Any thread. */
    public boolean failed() {
        return !threads.allLive();
    }
}
