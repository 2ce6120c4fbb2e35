package nbe.daemon;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import nbe.air.AirWatch;
import nbe.bgapi.machine.AdapterCounter;
import nbe.log.Logging;
import nbe.metrics.Measurements;
import nbe.metrics.ProcessFigures;
import nbe.status.CoreSnapshot;
import nbe.status.Snapshots;
import nbe.status.StatusSource;

/** Measures the daemon for its metrics. Any thread. */
final class Meter implements Supplier<CompletionStage<Measurements>> {
    private final Snapshots snapshots;
    private final StatusSource status;
    private final AirWatch air;
    private final ToLongFunction<AdapterCounter> adapters;
    private final Executor control;

    /**
     * @param adapters the counts of all adapters together since the start
     * @param control the control thread, to which snapshots and status belong
     */
    Meter(
            Snapshots snapshots,
            StatusSource status,
            AirWatch air,
            ToLongFunction<AdapterCounter> adapters,
            Executor control) {
        this.snapshots = snapshots;
        this.status = status;
        this.air = air;
        this.adapters = adapters;
        this.control = control;
    }

    @Override
    public CompletionStage<Measurements> get() {
        CompletableFuture<Measurements> measured = new CompletableFuture<>();
        control.execute(() -> snapshots.ask(snapshot -> {
            try {
                measured.complete(measure(
                        snapshot.orElseThrow(() -> new IllegalStateException("the daemon's core does not answer"))));
            } catch (RuntimeException e) {
                measured.completeExceptionally(e);
            }
        }));
        return measured;
    }

    private Measurements measure(CoreSnapshot snapshot) {
        Map<AdapterCounter, Long> counts = new EnumMap<>(AdapterCounter.class);
        for (AdapterCounter counter : AdapterCounter.values()) {
            counts.put(counter, adapters.applyAsLong(counter));
        }
        return new Measurements(
                status.status(snapshot),
                snapshot.core().counts(),
                new Measurements.Air(air.advertisements(), air.bandAdvertisements()),
                counts,
                Logging.droppedMessages(),
                ProcessFigures.now());
    }
}
