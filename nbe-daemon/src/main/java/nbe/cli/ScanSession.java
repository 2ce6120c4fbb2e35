package nbe.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import nbe.air.AirWatch;
import nbe.air.scan.Scan;
import nbe.air.scan.ScanCollector;
import nbe.band.BandFilter;
import nbe.band.BandSettings;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.bgapi.adapter.AdapterFleet;
import nbe.bgapi.adapter.BleSettings;
import nbe.bgapi.machine.AdapterStatus;
import nbe.cli.process.StopSignals;
import nbe.daemon.VitalThreads;

/** A scan without a daemon: opens the dongles itself. */
final class ScanSession implements AdapterEvent.Handler {
    private static final Duration ADAPTERS_STOP = Duration.ofMillis(800);

    private final BleSettings ble;
    private final BandSettings band;
    private final LongSupplier nanos;
    private final InstantSource wall;
    private volatile boolean scanned;

    ScanSession(BleSettings ble, BandSettings band, LongSupplier nanos, InstantSource wall) {
        this.ble = ble;
        this.band = band;
        this.nanos = nanos;
        this.wall = wall;
    }

    /**
     * Listens until the time is over or {@code stop} is requested.
     *
     * @return empty if no dongle ever scanned
     */
    Optional<Scan> run(StopSignals stop, int seconds) throws InterruptedException {
        AirWatch air = new AirWatch(() -> band);
        VitalThreads threads = new VitalThreads(stop::stop);
        AdapterFleet fleet = AdapterFleet.open(
                ble,
                new BandFilter(band::parser, sighting -> {}, air::adapter),
                event -> event.to(this),
                nanos,
                wall,
                threads);
        ScanCollector collector = new ScanCollector();
        ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor();
        try {
            air.feed().add(collector, reader);
            fleet.start();
            long begun = nanos.getAsLong();
            stop.await(seconds, TimeUnit.SECONDS);
            long lasted = TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - begun);
            threads.letEnd();
            fleet.stop(ADAPTERS_STOP);
            return scanned ? Optional.of(result(reader, air, collector, (int) lasted)) : Optional.empty();
        } finally {
            reader.shutdownNow();
        }
    }

    /** The collector belongs to the thread that reads the feed. */
    private Scan result(ScheduledExecutorService reader, AirWatch air, ScanCollector collector, int seconds)
            throws InterruptedException {
        try {
            return reader.submit(() -> {
                        air.feed().remove(collector);
                        return collector.result(seconds, air.feed().lost(), band.parser());
                    })
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the scan failed", e.getCause());
        }
    }

    @Override
    public void onStatus(AdapterEvent.Changed event) {
        scanned |= event.status() instanceof AdapterStatus.Scanning;
    }

    @Override
    public void onStalled(AdapterEvent.Stalled event) {
        // The scan goes on.
    }

    @Override
    public void onRecovery(AdapterEvent.Recovery event) {
        // The outcome counts: onStatus.
    }
}
