package nbe.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import nbe.log.Logging;
import org.slf4j.LoggerFactory;

/** Ends the process when an orderly stop takes too long. */
final class LastResort {
    private LastResort() {}

    /**
     * Halts the JVM after this time, unless it has ended before.
     *
     * @param status asked for then
     */
    static void haltIn(Duration time, IntSupplier status) {
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    LoggerFactory.getLogger("main")
                            .warn("the stop took more than {} ms: ending without waiting any longer", time.toMillis());
                    Logging.close();
                    Runtime.getRuntime().halt(status.getAsInt());
                });
    }
}
