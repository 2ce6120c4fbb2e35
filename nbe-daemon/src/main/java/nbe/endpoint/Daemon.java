package nbe.endpoint;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import nbe.agent.AgentLinks;
import nbe.agent.link.AgentLink;
import nbe.agent.link.AgentMachine;
import nbe.agent.link.LinkLog;
import nbe.agent.net.LinkTarget;
import nbe.agent.net.NettyTransport;
import nbe.band.BandFilter;
import nbe.band.ManufacturerPayload;
import nbe.bgapi.adapter.AdapterFleet;
import nbe.bgapi.adapter.BleSettings;
import nbe.bgapi.machine.AdapterCounter;
import nbe.config.Settings;
import nbe.pcsc.NfcSettings;
import nbe.pcsc.NfcWatch;
import nbe.pcsc.Readers;
import nbe.pcsc.binding.NativePcsc;
import nbe.service.Supervisor;
import nbe.support.RecentTraffic;
import nbe.tap.BandTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running daemon: all constructors on one page. Adapters and readers post into the core's inbox, the core tells the
 * transport what to send. {@link #start} and {@link #stop} belong to the main thread.
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
    private final Optional<AdapterFleet> adapters;
    private final Optional<NfcWatch> nfc;
    private final Rehearsal rehearsal;

    /**
     * @param nanos monotonic clock
     * @param wall time of day
     * @param onFailure called when a thread without which nothing works has ended without having been told to, by that thread
     */
    public Daemon(
            Settings settings,
            Identity identity,
            LongSupplier nanos,
            InstantSource wall,
            RandomGenerator random,
            Runnable onFailure) {
        threads = new VitalThreads(onFailure);
        Tally tally = new Tally();
        tally.watch("sightings dropped (the core was too slow)", inbox::droppedSightings);
        LinkTarget target = settings.linkTarget();
        link = AgentLinks.over(
                new NettyTransport(target, event -> inbox.post(new CoreEvent.FromLink(event)), wall, threads),
                target,
                nanos,
                operation -> tally.count(operation + " messages that the agent refused"));
        nfc = settings.nfcEnabled() ? Optional.of(nfc(settings, nanos)) : Optional.empty();
        core = new Core(
                inbox,
                new Endpoint(
                        identity,
                        settings.bleEnabled() ? adapterCount(settings) : 0,
                        new BandTracker(settings.toTapSettings()),
                        at -> wall.instant().minusNanos(nanos.getAsLong() - at),
                        tally),
                nfc.map(NfcWatch::readers).orElseGet(Readers::none),
                new AgentMachine(random, nanos.getAsLong()),
                link,
                new LinkLog(),
                tally,
                new Recollection(recentTraffic),
                nanos,
                wall);
        coreThread = threads.newThread(core);
        coreThread.setName("core");
        adapters = settings.bleEnabled() ? Optional.of(adapters(settings, nanos, wall, tally)) : Optional.empty();
        rehearsal = new Rehearsal(settings.toTapSettings().rule(), Rehearsal.TAPS);
        core.onceStarted(rehearsal::start);
    }

    private AdapterFleet adapters(Settings settings, LongSupplier nanos, InstantSource wall, Tally tally) {
        BandFilter filter = new BandFilter(
                () -> new ManufacturerPayload(settings.bandCompanyId(), settings.bandLegacy()), inbox::offer);
        tally.watch("damaged band payloads", filter::damaged);
        AdapterFleet fleet = AdapterFleet.open(
                new BleSettings(settings.blePorts().names()),
                filter,
                event -> inbox.post(new CoreEvent.FromAdapter(event)),
                nanos,
                wall,
                threads);
        tally.watch("bytes from adapters skipped", sum(fleet, AdapterCounter.SKIPPED_BYTES));
        tally.watch("stale bytes from adapters thrown away", sum(fleet, AdapterCounter.STALE_BYTES));
        tally.watch("adapter resets", sum(fleet, AdapterCounter.RESETS));
        tally.watch("unanswered hellos", sum(fleet, AdapterCounter.HELLO_TIMEOUTS));
        tally.watch("faults in adapter threads", sum(fleet, AdapterCounter.FAULTS));
        return fleet;
    }

    /** Each port that is named has an adapter; with auto one at least, even if nothing is attached. */
    private static int adapterCount(Settings settings) {
        return Math.max(1, settings.blePorts().names().size());
    }

    private static LongSupplier sum(AdapterFleet fleet, AdapterCounter counter) {
        return () -> fleet.counters().stream()
                .mapToLong(counters -> counters.get(counter))
                .sum();
    }

    private NfcWatch nfc(Settings settings, LongSupplier nanos) {
        return new NfcWatch(
                new NfcSettings(settings.nfcReaders(), new HashSet<>(settings.nfcUidLengths())),
                NativePcsc::load,
                report -> inbox.post(new CoreEvent.FromReader(report)),
                nanos,
                threads);
    }

    /** Says how it is to a service manager from now on. Before {@link #start}. */
    public void superviseBy(Supervisor supervisor) {
        core.superviseBy(new Supervision(supervisor, adapters.isPresent(), threads::allLive));
    }

    /** Starts all threads; returns at once. */
    public void start() {
        coreThread.start();
        adapters.ifPresent(AdapterFleet::start);
        nfc.ifPresent(NfcWatch::start);
    }

    /** Switches scanning off, takes leave of the agent, ends all threads; within 2 s whatever happens. */
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
    }

    /** What it heard and did lately. */
    public RecentTraffic recentTraffic() {
        return recentTraffic;
    }

    /** Whether a thread ended by a fault of ours. Any thread. */
    public boolean failed() {
        return !threads.allLive();
    }
}
