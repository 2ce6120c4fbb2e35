package nbe.bgapi.port;

import com.sun.jna.Pointer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes up when Windows' list of serial ports changes: the registry signals an event. Why this and not the notifications of
 * the device manager stands in docs/decisions/port-changes-on-windows.md.
 *
 * <p>A registration lasts for one change and as long as the thread that made it; so {@link #await} makes it, and anew after
 * each change, before it reads the list: no change falls in between.
 */
final class RegistryWatch implements PortWatch {
    private static final Logger LOG = LoggerFactory.getLogger("adapter");
    private static final int CHANGED = 0;
    private static final int ENDED = 1;
    /** An interrupt does not end a wait in the system. */
    private static final long LONGEST_WAIT_MILLIS = 500;

    private final SerialRegistry list;
    private final LongSupplier clock;
    private final WindowsApi api;
    private final Pointer key;
    private final Pointer change;
    private final Pointer end;
    /** Held while the handles are in use, and to close them. */
    private final ReentrantLock inUse = new ReentrantLock();

    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean works = true;
    /** Takes over if waiting itself fails, which must not become a loop that never waits. */
    private final PortWatch blind = PortWatch.none();

    // Both belong to the thread that awaits.
    private boolean registered;
    private Optional<List<String>> names = Optional.empty();

    private RegistryWatch(
            SerialRegistry list, LongSupplier clock, WindowsApi api, Pointer key, Pointer change, Pointer end) {
        this.list = list;
        this.clock = clock;
        this.api = api;
        this.key = key;
        this.change = change;
        this.end = end;
    }

    /** One that watches nothing, where the registry does not let itself be watched. */
    static PortWatch of(SerialRegistry list, LongSupplier clock) {
        Optional<Pointer> key = list.openAbove();
        if (key.isEmpty()) {
            LOG.debug("port changes are not watched but polled");
            return PortWatch.none();
        }
        WindowsApi api = list.api().orElseThrow();
        Pointer change = api.events().CreateEventW(null, false, false, null);
        Pointer end = api.events().CreateEventW(null, true, false, null);
        return new RegistryWatch(list, clock, api, key.get(), change, end);
    }

    @Override
    public boolean works() {
        return works && !closed.get();
    }

    @Override
    public boolean await(long nanos) throws InterruptedException {
        long until = clock.getAsLong() + nanos;
        inUse.lock();
        try {
            if (!registered && register()) {
                return true; // earlier changes were not reported
            }
            for (long left = nanos; left > 0 && !closed.get(); left = until - clock.getAsLong()) {
                int signal = waitFor(left);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (signal == CHANGED && register()) {
                    return true;
                }
                if (signal != CHANGED && signal != ENDED && signal != WindowsApi.WAIT_TIMEOUT) {
                    LOG.debug("waiting for port changes fails ({}): they are polled instead", signal);
                    works = false;
                    return blind.await(left);
                }
            }
            return false;
        } finally {
            inUse.unlock();
        }
    }

    private int waitFor(long nanos) {
        long millis = Math.min(LONGEST_WAIT_MILLIS, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
        return api.events().WaitForMultipleObjects(2, new Pointer[] {change, end}, false, (int) millis);
    }

    /** Registers for the next change; true if the list is another than the last time. */
    private boolean register() {
        if (closed.get()) {
            return false;
        }
        int code = api.registry().RegNotifyChangeKeyValue(key, true, WindowsApi.NAMES_AND_VALUES, change, true);
        if (code != WindowsApi.SUCCESS && works) {
            LOG.debug("changes of ports are no longer watched: error {}", code);
        }
        registered = code == WindowsApi.SUCCESS;
        works = registered;
        Optional<List<String>> before = names;
        names = list.names();
        return !names.equals(before);
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        blind.close();
        api.events().SetEvent(end);
        inUse.lock();
        try {
            api.registry().RegCloseKey(key);
            api.events().CloseHandle(change);
            api.events().CloseHandle(end);
        } finally {
            inUse.unlock();
        }
    }
}
