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

    /** Ends the process at once, with what was logged so far; for a part that cannot go on. */
    static void haltNow(int status) {
        try {
            Logging.close();
        } finally {
            Runtime.getRuntime().halt(status);
        }
    }

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
