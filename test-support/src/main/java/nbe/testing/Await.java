package nbe.testing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for a condition of the real world, with a deadline. All methods fail, with an {@link AssertionError}, at the deadline and
 * when the thread is interrupted.
 */
public final class Await {
    /** Enough for anything that takes no time of its own, on a busy machine. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final long STEP_NANOS = 2_000_000;

    private Await() {}

    /** Returns once the condition holds; fails after {@link #PATIENCE}. */
    public static void until(String what, BooleanSupplier condition) {
        until(PATIENCE, what, condition);
    }

    /** Returns once the condition holds; fails after {@code atMost}. */
    public static void until(Duration atMost, String what, BooleanSupplier condition) {
        until(atMost, () -> what, condition);
    }

    /** The same; {@code what} is asked after the deadline, for what is still missing. */
    public static void until(Duration atMost, Supplier<String> what, BooleanSupplier condition) {
        present(atMost, what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** Returns the value once there is one; fails after {@code atMost}. */
    public static <T> T present(Duration atMost, String what, Supplier<Optional<T>> source) {
        return present(atMost, () -> what, source);
    }

    private static <T> T present(Duration atMost, Supplier<String> what, Supplier<Optional<T>> source) {
        long begin = System.nanoTime();
        while (true) {
            Optional<T> found = source.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - begin > atMost.toNanos()) {
                throw new AssertionError("within " + atMost.toMillis() + " ms not seen: " + what.get());
            }
            step();
        }
    }

    /** Watches for {@code during}; fails as soon as the condition holds. */
    public static void never(Duration during, String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < during.toNanos()) {
            if (condition.getAsBoolean()) {
                throw new AssertionError(what + ", after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
            }
            step();
        }
    }

    /** Lets time pass, for a test of what must not happen. */
    public static void quiet(Duration during) {
        never(during, "", () -> false);
    }

    private static void step() {
        LockSupport.parkNanos(STEP_NANOS);
        if (Thread.currentThread().isInterrupted()) {
            throw new AssertionError("interrupted while waiting");
        }
    }
}
