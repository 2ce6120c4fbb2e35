package nbe.simulator.dongle;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import nbe.base.OutsideWorld;
import nbe.simulator.pty.PseudoTerminal;
import nbe.simulator.pty.WakeUp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link SimulatedAdapter} behind a pseudo-terminal, for any program that speaks BGAPI over a serial port. Linux only.
 *
 * <p>Its thread {@code dongle-<n>} owns the pseudo-terminal and drives the adapter in real time. Other threads reach the adapter,
 * its air and its bands through {@link #tell} and {@link #ask}, which hold the dongle's lock. The dongle's thread calls the
 * listeners of adapter and scene with that lock held. {@link #close} ends the thread and removes the port.
 */
@OutsideWorld("the edge where simulated time is real time")
public final class SimulatedDongle implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("simulator");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final int CHUNK = 4096;
    /** Poll interval for a host while none has the port open; poll(2) cannot wait for the end of a hang-up. */
    private static final int HOST_POLL_MILLIS = 20;

    private static final int LONGEST_WAIT_MILLIS = 500;
    /** After a gap of this length the process stood still, and the radio heard nothing in it. */
    private static final long STALL_NANOS = 1_000_000_000;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long END_SECONDS = 5;

    private final SimulatedAdapter adapter;
    private final WakeUp wakeUp;
    private final DonglePort port;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] out = new byte[CHUNK];
    private final byte[] in = new byte[CHUNK];
    private volatile boolean stopping;
    private volatile Throwable fault;

    private SimulatedDongle(SimulatedAdapter adapter, Optional<Path> link) throws IOException {
        this.adapter = adapter;
        this.wakeUp = WakeUp.open();
        this.port = new DonglePort(link, wakeUp);
        this.thread = new Thread(this::run, "dongle-" + NUMBER.getAndIncrement());
        this.thread.setDaemon(true);
    }

    /**
     * Plugs the adapter in, and starts its thread. The port can be opened once this returns.
     *
     * @param link path of a symbolic link to the dongle's port, replaced whenever the dongle is plugged in; empty: no link
     * @throws IOException if the system gives no pseudo-terminal, or if something else than a link is at that path
     * @throws UnsupportedOperationException on anything but Linux
     */
    public static SimulatedDongle start(SimulatedAdapter adapter, Optional<Path> link) throws IOException {
        SimulatedDongle dongle = new SimulatedDongle(adapter, link);
        try {
            adapter.plug(now());
            dongle.followBus();
        } catch (IOException | RuntimeException e) {
            dongle.wakeUp.close();
            throw e;
        }
        dongle.thread.start();
        return dongle;
    }

    /** The clock of the adapter, its air and its bands, ns. */
    public static long now() {
        return System.nanoTime();
    }

    /** The path that a host opens: the link, or else the pseudo-terminal; empty while a dongle without link is off the bus. */
    public Optional<Path> port() {
        return ask(some -> port.path());
    }

    /** The pseudo-terminal, {@code /dev/pts/7}: a new one each time it comes onto the bus, empty while it is off. */
    public Optional<String> pseudoTerminal() {
        return ask(some -> port.pseudoTerminal());
    }

    /** Pulls the dongle out; the port is gone when this returns. */
    public void unplug() {
        tell(SimulatedAdapter::unplug);
        awaitBus();
    }

    /** Plugs the dongle in again; the port can be opened when this returns. */
    public void plug() {
        tell(some -> some.plug(now()));
        awaitBus();
    }

    /** Only the dongle's own thread opens and closes ports: it may be waiting in one. */
    private void awaitBus() {
        if (Thread.currentThread() == thread) {
            return;
        }
        lock.lock();
        try {
            while (thread.isAlive() && adapter.attached() != port.isOpen()) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets "another program" hold the port: exclusive (TIOCEXCL) and locked (flock).
     *
     * @throws IOException if a host has it already
     */
    public void occupyPort() throws IOException {
        lock.lock();
        try {
            port.occupy();
        } finally {
            lock.unlock();
        }
    }

    /** Ends {@link #occupyPort}. */
    public void vacatePort() {
        lock.lock();
        try {
            port.vacate();
        } finally {
            lock.unlock();
        }
        wakeUp.wake();
    }

    /** Runs an action on the adapter, its air or its bands, holding the dongle's lock. Any thread. */
    public void tell(Consumer<SimulatedAdapter> action) {
        ask(some -> {
            action.accept(some);
            return null;
        });
    }

    /** Reads something from the adapter, its air or its bands, holding the dongle's lock. Any thread. */
    public <T> T ask(Function<SimulatedAdapter, T> question) {
        lock.lock();
        try {
            T answer = question.apply(adapter);
            changed.signalAll();
            return answer;
        } finally {
            lock.unlock();
            wakeUp.wake();
        }
    }

    /**
     * Waits for a condition, tested whenever the adapter has done something.
     *
     * @return false if the time ran out first
     */
    public boolean await(Predicate<SimulatedAdapter> condition, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!condition.test(adapter)) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Calls the listener with the port's path whenever the port appears, on the dongle's thread; at once if there is a port. */
    public void onPort(Consumer<Path> listener) {
        lock.lock();
        try {
            port.onOpen(listener);
        } finally {
            lock.unlock();
        }
    }

    /** The failure that ended the dongle's thread before {@link #close}; empty if there was none. */
    public Optional<Throwable> fault() {
        return Optional.ofNullable(fault);
    }

    /** Ends the thread and removes port and link. */
    @Override
    public void close() {
        stopping = true;
        wakeUp.wake();
        if (Thread.currentThread() == thread) {
            return;
        }
        joinUninterruptibly();
        if (thread.isAlive()) {
            LOG.warn("{} does not end", thread.getName());
        } else {
            wakeUp.close();
        }
    }

    private void joinUninterruptibly() {
        boolean interrupted = false;
        long end = now() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        while (thread.isAlive() && now() < end) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, end - now());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the dongle's thread has ended: by {@link #close}, or by a {@link #fault}. */
    public void awaitEnd() throws InterruptedException {
        thread.join();
    }

    // ---- the dongle's thread

    private void run() {
        try {
            long last = now();
            while (!stopping) {
                last = step(last);
            }
        } catch (IOException | RuntimeException | Error e) {
            fault = e;
            LOG.error("{} ends: {}", thread.getName(), e.getMessage(), e);
        } finally {
            lock.lock();
            try {
                port.close();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** One round: time passes, the host reads, the host writes. Returns its time. */
    private long step(long lastNanos) throws IOException {
        boolean host;
        boolean full;
        int waitMillis;
        long now = now();
        lock.lock();
        try {
            if (now - lastNanos > STALL_NANOS) {
                adapter.skip(now);
            } else {
                adapter.advance(now);
            }
            followBus();
            followHost(now);
            host = adapter.hostPresent();
            full = host && !write(now);
            waitMillis = waitMillis(now, host, full);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        wait(host, full, waitMillis);
        lock.lock();
        try {
            read();
        } finally {
            lock.unlock();
        }
        return now;
    }

    /** Opens or closes the port so that it exists exactly while the adapter is on the bus. */
    private void followBus() throws IOException {
        if (adapter.attached() && !port.isOpen()) {
            port.open();
        } else if (!adapter.attached()) {
            port.close();
        }
    }

    private void followHost(long now) throws IOException {
        PseudoTerminal terminal = port.terminal();
        if (terminal == null) {
            return;
        }
        boolean present = terminal.hostPresent();
        if (present && !adapter.hostPresent()) {
            LOG.debug("{} opened", terminal.path());
            adapter.hostOpened(now);
        } else if (!present && adapter.hostPresent()) {
            LOG.debug("{} closed", terminal.path());
            adapter.hostClosed(now);
            try {
                terminal.reset();
            } catch (IOException e) { // a host that was killed left it exclusive: only root can undo that
                LOG.debug("a new port replaces {}: {}", terminal.path(), e.toString());
                port.close();
                followBus();
            }
        }
    }

    /** Writes what the host takes; returns false if its buffer is full. */
    private boolean write(long now) throws IOException {
        int length = adapter.peekOutput(out, now);
        while (length > 0) {
            int taken = port.terminal().write(out, length);
            adapter.outputTaken(taken, now);
            if (taken < length) {
                return false;
            }
            length = adapter.peekOutput(out, now);
        }
        return true;
    }

    private void read() throws IOException {
        int length = port.isOpen() ? port.terminal().read(in) : 0;
        while (length > 0) {
            long now = now();
            followHost(now);
            adapter.receive(in, 0, length, now);
            length = length == in.length && port.isOpen() ? port.terminal().read(in) : 0;
        }
    }

    private int waitMillis(long now, boolean host, boolean full) {
        long deadline = Math.min(adapter.deadline(), full ? Long.MAX_VALUE : adapter.outputDeadline());
        long most = host || !port.isOpen() ? LONGEST_WAIT_MILLIS : HOST_POLL_MILLIS;
        if (deadline <= now) {
            return 0;
        }
        return (int) Math.min(most, (deadline - now + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    }

    private void wait(boolean host, boolean full, int millis) throws IOException {
        PseudoTerminal terminal = port.terminal();
        if (terminal != null) {
            terminal.await(host, full, millis);
        } else {
            wakeUp.await(millis);
        }
        wakeUp.reset();
    }
}
