package nbe.daemon;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import nbe.air.AirWatch;
import nbe.air.capture.CaptureRoute;
import nbe.air.scan.ScanRoute;
import nbe.bgapi.machine.AdapterCounter;
import nbe.control.level.LogLevelRoute;
import nbe.control.net.ControlLoop;
import nbe.control.net.Route;
import nbe.endpoint.CoreObserver;
import nbe.endpoint.Inbox;
import nbe.log.TemporaryLevel;
import nbe.status.EventFeed;
import nbe.status.RunningConfig;
import nbe.status.Snapshots;
import nbe.status.StatusBook;
import nbe.status.StatusRoutes;
import nbe.status.StatusSource;

/** What can be asked at the control socket (docs/control.md), and who knows the answers. */
final class ControlRoutes {
    private final EventFeed feed = new EventFeed();
    private final StatusBook book;
    private final Snapshots snapshots;
    private final StatusSource source;
    private final AirWatch air;
    private final ControlLoop control;
    private final List<Route> routes = new ArrayList<>();

    /**
     * @param version the program's
     * @param expectedAdapters how many adapters the configuration names, at least 1 for "auto"; 0: Bluetooth is switched off
     * @param config what counts now
     * @param certificates warns of those that are about to expire, in one line each; any thread
     * @param nanos monotonic clock
     * @param wall time of day
     */
    ControlRoutes(
            String version,
            int expectedAdapters,
            RunningConfig config,
            ControlLoop control,
            Inbox inbox,
            AirWatch air,
            Supplier<List<String>> certificates,
            LongSupplier nanos,
            InstantSource wall) {
        this.air = air;
        this.control = control;
        LongFunction<Instant> wallTime = at -> wall.instant().minusNanos(nanos.getAsLong() - at);
        book = new StatusBook(feed, expectedAdapters, nanos);
        snapshots = new Snapshots(book, inbox::tryPost, control.executor(), nanos);
        source = new StatusSource(version, nanos.getAsLong(), config, air, certificates, wallTime);
        routes.addAll(StatusRoutes.of(snapshots, source, feed, wallTime, control.executor(), wall));
        routes.add(ScanRoute.of(air, control.executor()));
        routes.add(CaptureRoute.of(air, "nbe " + version, wallTime, nanos, control.executor()));
        routes.add(LogLevelRoute.of(new TemporaryLevel(control.executor(), wall)));
    }

    /** Learns what the core takes and decides. */
    CoreObserver observer() {
        return book;
    }

    /**
     * Measures the daemon.
     *
     * @param adapters the counts of all adapters together since the start
     */
    Meter meter(ToLongFunction<AdapterCounter> adapters) {
        return new Meter(snapshots, source, air, adapters, control.executor());
    }

    /** To be told when other settings are in use. */
    EventFeed feed() {
        return feed;
    }

    /** One more that can be asked. Before the socket opens. */
    void add(Route route) {
        routes.add(route);
    }

    List<Route> routes() {
        return List.copyOf(routes);
    }
}
