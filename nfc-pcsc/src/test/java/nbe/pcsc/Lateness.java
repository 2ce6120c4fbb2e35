package nbe.pcsc;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import nbe.testing.Await;

/** How late a thread on this machine is woken at worst: what a busy machine adds to a time that is measured beside it. */
final class Lateness implements AutoCloseable {
    private static final long PAUSE_NANOS = 5_000_000L;

    private final Thread thread = new Thread(this::run, "lateness");
    private volatile boolean stopping;
    private volatile long worstNanos;

    Lateness() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!stopping) {
            long began = System.nanoTime();
            LockSupport.parkNanos(PAUSE_NANOS);
            worstNanos = Math.max(worstNanos, System.nanoTime() - began - PAUSE_NANOS);
        }
    }

    long worstMillis() {
        return worstNanos / 1_000_000L;
    }

    @Override
    public void close() {
        stopping = true;
        Await.until(Duration.ofMillis(2_000), "its thread to end", () -> !thread.isAlive());
    }
}
