package nbe.cli.record;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import nbe.band.BandFilter;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.bgapi.adapter.AdapterFleet;
import nbe.bgapi.machine.AdapterStatus;
import nbe.config.Settings;
import nbe.daemon.VitalThreads;

/** Drives the adapters of the configuration itself: no daemon has them. */
public final class DongleSource implements RecordingSource {
    private static final Duration ADAPTERS_STOP = Duration.ofMillis(800);

    private final Settings settings;
    private final LongSupplier nanos;
    private final InstantSource wall;
    private Optional<VitalThreads> threads = Optional.empty();
    private Optional<AdapterFleet> fleet = Optional.empty();

    /** @param nanos monotonic clock */
    public DongleSource(Settings settings, LongSupplier nanos, InstantSource wall) {
        this.settings = settings;
        this.nanos = nanos;
        this.wall = wall;
    }

    @Override
    public void start(Sink sink) {
        VitalThreads vital =
                new VitalThreads(() -> sink.ended("a thread of an adapter has died of a fault of this program"));
        AdapterEvent.Handler notes = new Notes(sink);
        AdapterFleet opened = AdapterFleet.open(
                settings.ble(),
                new BandFilter(settings.band()::parser, sink::heard),
                event -> event.to(notes),
                nanos,
                wall,
                vital);
        threads = Optional.of(vital);
        fleet = Optional.of(opened);
        opened.start();
    }

    @Override
    public void stop() throws InterruptedException {
        threads.ifPresent(VitalThreads::letEnd);
        if (fleet.isPresent()) {
            fleet.get().stop(ADAPTERS_STOP);
        }
    }

    private final class Notes implements AdapterEvent.Handler {
        private final Sink sink;

        Notes(Sink sink) {
            this.sink = sink;
        }

        @Override
        public void onStatus(AdapterEvent.Changed event) {
            AdapterStatus status = event.status();
            boolean scanning = status instanceof AdapterStatus.Scanning;
            String what = status.match(
                    one -> "scans: " + one.description(),
                    AdapterStatus.Missing::specifics,
                    AdapterStatus.Failed::specifics);
            sink.noted(nanos.getAsLong(), event.adapter(), status.port(), scanning, scanning, what);
        }

        @Override
        public void onRecovery(AdapterEvent.Recovery event) {
            // The recording has the outcome: onStatus.
        }

        @Override
        public void onStalled(AdapterEvent.Stalled event) {
            sink.noted(nanos.getAsLong(), event.adapter(), event.port(), false, true, "stood still");
        }
    }
}
