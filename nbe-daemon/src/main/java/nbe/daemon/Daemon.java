package nbe.daemon;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import nbe.agent.AgentLinks;
import nbe.agent.link.AgentLink;
import nbe.agent.link.AgentMachine;
import nbe.agent.link.LinkLog;
import nbe.agent.net.LinkTarget;
import nbe.agent.net.NettyTransport;
import nbe.air.AirWatch;
import nbe.band.BandFilter;
import nbe.bgapi.adapter.AdapterFleet;
import nbe.bgapi.machine.AdapterCounter;
import nbe.config.Setting;
import nbe.config.Settings;
import nbe.control.net.CannotListenException;
import nbe.control.net.ControlLoop;
import nbe.control.net.ControlServer;
import nbe.endpoint.Core;
import nbe.endpoint.CoreEvent;
import nbe.endpoint.Counter;
import nbe.endpoint.Counters;
import nbe.endpoint.Endpoint;
import nbe.endpoint.Identity;
import nbe.endpoint.Inbox;
import nbe.endpoint.Supervision;
import nbe.endpoint.TrafficRecorder;
import nbe.pcsc.NfcWatch;
import nbe.pcsc.Readers;
import nbe.pcsc.binding.NativePcsc;
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
    /** How long the adapters may take to switch scanning off; with {@link Core#FAREWELL} well within 2 s. */
    private static final Duration ADAPTERS_STOP = Duration.ofMillis(800);

    private static final long CORE_STOP_MILLIS = 1000;

    private static final Logger LOG = LoggerFactory.getLogger("main");

    private final Inbox inbox = new Inbox();
    private final RecentTraffic recentTraffic = new RecentTraffic();
    private final VitalThreads threads;
    private final Core core;
    private final Thread coreThread;
    private final AgentLink link;
    private final AirWatch air;
    private final Optional<AdapterFleet> adapters;
    private final Optional<NfcWatch> nfc;
    private final Rehearsal rehearsal;
    private final ControlLoop control = new ControlLoop();
    private final ControlRoutes routes;
    private Optional<Path> socketPath = Optional.empty();
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
        threads = new VitalThreads(onFailure);
        Counters counters = new Counters();
        counters.watch(Counter.SIGHTINGS_DROPPED, inbox::droppedSightings);
        LinkTarget target = settings.link();
        link = AgentLinks.over(
                new NettyTransport(target, event -> inbox.post(new CoreEvent.FromLink(event)), wall, threads),
                target,
                nanos,
                operation ->
                        counters.count(operation.equals("intent") ? Counter.INTENTS_REFUSED : Counter.OTHERS_REFUSED));
        nfc = settings.value(Setting.NFC_ENABLED) ? Optional.of(nfc(settings, nanos)) : Optional.empty();
        air = new AirWatch(settings::band);
        Endpoint endpoint = new Endpoint(
                identity,
                settings.value(Setting.BLE_ENABLED) ? adapterCount(settings) : 0,
                new BandTracker(settings.tap()),
                at -> wall.instant().minusNanos(nanos.getAsLong() - at),
                counters);
        endpoint.reportTapsTo(air.feed()::tapped);
        core = new Core(
                inbox,
                endpoint,
                nfc.map(NfcWatch::readers).orElseGet(Readers::none),
                new AgentMachine(random, nanos.getAsLong()),
                link,
                new LinkLog(),
                counters,
                new TrafficRecorder(recentTraffic),
                nanos,
                wall);
        coreThread = threads.newThread(core);
        coreThread.setName("core");
        adapters = settings.value(Setting.BLE_ENABLED)
                ? Optional.of(adapters(settings, nanos, wall, counters))
                : Optional.empty();
        routes = new ControlRoutes(
                identity.version(),
                settings.value(Setting.BLE_ENABLED) ? adapterCount(settings) : 0,
                new FixedConfig(settings, wall.instant()),
                control,
                inbox,
                air,
                nanos,
                wall);
        new TrafficRoutes(recentTraffic, identity.version(), nanos, wall).all().forEach(routes::add);
        core.observeBy(routes.observer());
        rehearsal = new Rehearsal(settings.tap().rule(), Rehearsal.TAPS);
        core.onceStarted(rehearsal::start);
    }

    private AdapterFleet adapters(Settings settings, LongSupplier nanos, InstantSource wall, Counters counters) {
        BandFilter filter = new BandFilter(settings.band()::parser, inbox::offer, air::adapter);
        counters.watch(Counter.DAMAGED_PAYLOADS, filter::damaged);
        AdapterFleet fleet = AdapterFleet.open(
                settings.ble(), filter, event -> inbox.post(new CoreEvent.FromAdapter(event)), nanos, wall, threads);
        counters.watch(Counter.SKIPPED_BYTES, sum(fleet, AdapterCounter.SKIPPED_BYTES));
        counters.watch(Counter.STALE_BYTES, sum(fleet, AdapterCounter.STALE_BYTES));
        counters.watch(Counter.ADAPTER_RESETS, sum(fleet, AdapterCounter.RESETS));
        counters.watch(Counter.UNANSWERED_HELLOS, sum(fleet, AdapterCounter.HELLO_TIMEOUTS));
        counters.watch(Counter.ADAPTER_FAULTS, sum(fleet, AdapterCounter.FAULTS));
        return fleet;
    }

    /** Each port that is named has an adapter; with auto one at least, even if nothing is attached. */
    private static int adapterCount(Settings settings) {
        return Math.max(1, settings.ble().ports().size());
    }

    private static LongSupplier sum(AdapterFleet fleet, AdapterCounter counter) {
        return () -> fleet.counters().stream()
                .mapToLong(counters -> counters.get(counter))
                .sum();
    }

    private NfcWatch nfc(Settings settings, LongSupplier nanos) {
        return new NfcWatch(
                settings.nfc(),
                NativePcsc::load,
                report -> inbox.post(new CoreEvent.FromReader(report)),
                nanos,
                threads);
    }

    /** Reports to a service manager. Before {@link #start}. */
    public void superviseBy(Supervisor supervisor) {
        core.superviseBy(new Supervision(supervisor, threads::allLive));
    }

    /** Opens the control socket at this path; without a call there is none. Before {@link #start}. */
    public void answerAt(Path path) {
        socketPath = Optional.of(path);
    }

    /** Starts all threads; returns at once. */
    public void start() {
        coreThread.start();
        adapters.ifPresent(AdapterFleet::start);
        nfc.ifPresent(NfcWatch::start);
        socketPath.ifPresent(this::openSocket);
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
        rehearsal.stop();
        inbox.post(new CoreEvent.Stop());
        if (adapters.isPresent()) {
            adapters.get().stop(ADAPTERS_STOP);
        }
        coreThread.join(CORE_STOP_MILLIS);
        if (coreThread.isAlive()) {
            LOG.warn("the core did not end within {} ms: interrupted", CORE_STOP_MILLIS);
            coreThread.interrupt();
        }
        nfc.ifPresent(NfcWatch::close);
        link.close();
        server.ifPresent(ControlServer::close);
        control.close();
    }

    /** Whether a vital thread ended before {@link #stop}. Any thread. */
    public boolean failed() {
        return !threads.allLive();
    }
}
