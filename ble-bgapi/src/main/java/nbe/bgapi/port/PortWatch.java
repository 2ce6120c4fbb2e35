package nbe.bgapi.port;

import com.sun.jna.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Wakes up when a port may have come or gone. It reads names only, and opens no port.
 *
 * <p>{@link #await} belongs to one thread; the rest may be called from any.
 */
public interface PortWatch extends AutoCloseable {
    /**
     * True while every change wakes {@link #await} up. While it is false, the caller has to poll at short intervals.
     */
    boolean works();

    /**
     * Waits for a change. Where nothing can be watched it waits its full time.
     *
     * @return true if there was one; false if the time is over, or the watch is closed
     */
    boolean await(long nanos) throws InterruptedException;

    boolean isClosed();

    /** Ends a wait that is under way. */
    @Override
    void close();

    /** Watches for every port that a BLED112 could be, on this machine. */
    static PortWatch everyPort(LongSupplier clock) {
        return Platform.isWindows() ? ofRegistry(clock) : everyPort(Path.of("/dev"), clock);
    }

    /** The same on a system where ports are files in this directory. */
    static PortWatch everyPort(Path dev, LongSupplier clock) {
        return Platform.isLinux() ? DirectoryWatch.everyPort(dev, clock) : none();
    }

    /** Watches for these ports, by their names as an operator writes them. */
    static PortWatch named(List<String> names, LongSupplier clock) {
        if (Platform.isWindows()) {
            return ofRegistry(clock);
        }
        return Platform.isLinux()
                ? DirectoryWatch.named(names, clock)
                : none(); // elsewhere the JDK polls, more slowly than we do
    }

    private static PortWatch ofRegistry(LongSupplier clock) {
        return RegistryWatch.of(SerialRegistry.ofMachine(), clock);
    }

    /** Watches nothing. */
    static PortWatch none() {
        CountDownLatch closed = new CountDownLatch(1);
        return new PortWatch() {
            @Override
            public boolean works() {
                return false;
            }

            @Override
            public boolean await(long nanos) throws InterruptedException {
                return closed.await(nanos, TimeUnit.NANOSECONDS) && !isClosed();
            }

            @Override
            public boolean isClosed() {
                return closed.getCount() == 0;
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
    }
}
