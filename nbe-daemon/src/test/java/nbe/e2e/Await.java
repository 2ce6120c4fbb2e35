package nbe.e2e;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions of the real world, with a deadline. */
final class Await {
    private static final long STEP_NANOS = 5_000_000;

    private Await() {}

    /** Returns once the condition holds; fails after {@code atMost}. */
    static void until(Duration atMost, String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > atMost.toNanos()) {
                fail("within " + atMost.toMillis() + " ms not seen: " + what);
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    /** Returns what is there once something is; fails after {@code atMost}. */
    static <T> T present(Duration atMost, String what, Supplier<Optional<T>> source) {
        long begin = System.nanoTime();
        while (true) {
            Optional<T> found = source.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - begin > atMost.toNanos()) {
                return fail("within " + atMost.toMillis() + " ms not seen: " + what);
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    /** Looks for so long whether something happens that must not. */
    static void never(Duration during, String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < during.toNanos()) {
            if (condition.getAsBoolean()) {
                fail(what + ", after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }
}
