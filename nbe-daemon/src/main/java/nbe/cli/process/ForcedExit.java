package nbe.cli.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import nbe.log.Logging;
import org.slf4j.LoggerFactory;

/** Ends the process without waiting for anything but the log. */
public final class ForcedExit {
    private ForcedExit() {}

    /** Writes the log and ends the process; for a fault after which the program cannot go on. */
    public static void haltNow(int status) {
        try {
            Logging.close();
        } finally {
            Runtime.getRuntime().halt(status);
        }
    }

    /**
     * Ends the process after this time, if it has not ended by then.
     *
     * @param status called for the exit status
     */
    public static void haltIn(Duration time, IntSupplier status) {
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    LoggerFactory.getLogger("main")
                            .warn("the stop took more than {} ms: ending without waiting any longer", time.toMillis());
                    Logging.close();
                    Runtime.getRuntime().halt(status.getAsInt());
                });
    }
}
