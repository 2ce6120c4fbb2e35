package nbe.pcsc;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions of the real world. */
final class Await {
    private static final long STEP_NANOS = 5_000_000L;

    private Await() {}

    /** Returns once the condition holds; fails after {@code millis}. */
    static void until(long millis, String what, BooleanSupplier condition) {
        until(millis, () -> what, condition);
    }

    /** The same; {@code what} is asked at the end, for what is missing then. */
    static void until(long millis, Supplier<String> what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + millis * 1_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                fail("waited " + millis + " ms in vain for " + what.get());
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    /** Lets time pass, for tests of what must not happen. */
    static void quiet(long millis) {
        long deadline = System.nanoTime() + millis * 1_000_000L;
        while (System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(STEP_NANOS);
        }
    }
}
