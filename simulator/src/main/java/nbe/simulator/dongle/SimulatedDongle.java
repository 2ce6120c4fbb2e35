package nbe.simulator.dongle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
 * <p>Its thread {@code dongle-<n>} owns the pseudo-terminal and drives the adapter in real time; everybody else reaches the
 * adapter, its air and its bands through {@link #tell} and {@link #ask}, which hold the dongle's lock. Listeners of adapter and
 * scene are called on the dongle's thread with that lock held. {@link #close} ends the thread and takes the port away.
 */
@OutsideWorld("the edge where simulated time is real time")
public final class SimulatedDongle implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("simulator");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final int CHUNK = 4096;
    /** How often a port is looked at that no host has open; a hang-up cannot be waited for. */
    private static final int LOOK_MILLIS = 20;

    private static final int LONGEST_WAIT_MILLIS = 500;
    /** A thread that comes so late stood still, and so did the radio. */
    private static final long STALL_NANOS = 1_000_000_000;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long END_SECONDS = 5;

    private final SimulatedAdapter adapter;
    private final Optional<Path> link;
    private final WakeUp wakeUp;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] out = new byte[CHUNK];
    private final byte[] in = new byte[CHUNK];
    /**
     * Null while the adapter is off the bus. Guarded by the lock; once the thread runs, only it sets, closes and waits for it.
     */
    private PseudoTerminal terminal;

    private Consumer<Path> portListener = port -> {};
    private boolean occupied;
    private volatile boolean stopping;
    private volatile Throwable fault;

    private SimulatedDongle(SimulatedAdapter adapter, Optional<Path> link) throws IOException {
        this.adapter = adapter;
        this.link = link;
        this.wakeUp = WakeUp.open();
        this.thread = new Thread(this::run, "dongle-" + NUMBER.getAndIncrement());
        this.thread.setDaemon(true);
    }

    /**
     * Plugs the adapter in, and starts its thread. The port can be opened once this returns.
     *
     * @param link a symbolic link that always leads to the dongle's port, made anew whenever it is plugged in; empty: none
     * @throws IOException if there is no pseudo-terminal to be had, or if something else than a link stands where the link is to
     *     be
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

    /** The time by which the adapter, its air and its bands live, ns. */
    public static long now() {
        return System.nanoTime();
    }

    /** What a host opens: the link if there is one, else the pseudo-terminal; empty while a dongle without link is away. */
    public Optional<Path> port() {
        return link.isPresent() ? link : pseudoTerminal().map(Path::of);
    }

    /** The pseudo-terminal, {@code /dev/pts/7}; another one after each time that it was away, and empty meanwhile. */
    public Optional<String> pseudoTerminal() {
        return ask(some -> Optional.ofNullable(terminal).map(PseudoTerminal::path));
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
            while (thread.isAlive() && adapter.attached() != (terminal != null)) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets "another program" hold the port: exclusive and locked.
     *
     * @throws IOException if a host has it already
     */
    public void occupyPort() throws IOException {
        lock.lock();
        try {
            if (terminal != null) {
                terminal.occupy();
            }
            occupied = true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends {@link #occupyPort}. */
    public void vacatePort() {
        lock.lock();
        try {
            occupied = false;
            if (terminal != null) {
                terminal.vacate();
            }
        } finally {
            lock.unlock();
        }
        wakeUp.wake();
    }

    /** Does something to the adapter, its air or its bands. */
    public void tell(Consumer<SimulatedAdapter> action) {
        ask(some -> {
            action.accept(some);
            return null;
        });
    }

    /** Asks the adapter something. */
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
     * Waits until something is so; looked at whenever the adapter has done something.
     *
     * @return false if it was not so in time
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

    /** Is told the port each time that it has come, on the dongle's thread; at once if it is there. */
    public void onPort(Consumer<Path> listener) {
        lock.lock();
        try {
            portListener = listener;
            if (terminal != null) {
                tellPort();
            }
        } finally {
            lock.unlock();
        }
    }

    private void tellPort() {
        portListener.accept(link.orElse(Path.of(terminal.path())));
    }

    /** What ended the dongle's thread before its time, if something did. */
    public Optional<Throwable> fault() {
        return Optional.ofNullable(fault);
    }

    /** Ends the thread, takes the port and the link away. */
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

    /** Waits until the dongle's thread has ended: it was closed, or {@link #fault} says why. */
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
                takePortAway();
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

    /** Makes the port be there exactly when the adapter is on the bus. */
    private void followBus() throws IOException {
        if (adapter.attached() && terminal == null) {
            terminal = PseudoTerminal.open(wakeUp);
            if (occupied) {
                terminal.occupy();
            }
            makeLink();
            LOG.debug("plugged in at {}", terminal.path());
            tellPort();
        } else if (!adapter.attached() && terminal != null) {
            takePortAway();
        }
    }

    private void takePortAway() {
        if (terminal == null) {
            return;
        }
        LOG.debug("unplugged from {}", terminal.path());
        try {
            if (link.isPresent() && Files.isSymbolicLink(link.get())) {
                Files.delete(link.get());
            }
        } catch (IOException e) {
            LOG.warn("{} stays behind: {}", link.get(), e.toString());
        }
        terminal.close();
        terminal = null;
    }

    /** Makes the link anew in one step, so that a host finds either the old or the new port. */
    private void makeLink() throws IOException {
        if (link.isEmpty()) {
            return;
        }
        Path path = link.get();
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(path)) {
            throw new IOException(path + " is there already, and is no symbolic link; name another path");
        }
        Path next = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(next);
        Files.createSymbolicLink(next, Path.of(terminal.path()));
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void followHost(long now) throws IOException {
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
                terminal.putInOrder();
            } catch (IOException e) { // a host that was killed left it for itself alone: nobody but root gets that away
                LOG.debug("the port is made anew: {}", e.toString());
                takePortAway();
                followBus();
            }
        }
    }

    /** Hands over what the host takes; false if it takes no more for now. */
    private boolean write(long now) throws IOException {
        int length = adapter.peekOutput(out, now);
        while (length > 0) {
            int taken = terminal.write(out, length);
            adapter.outputTaken(taken, now);
            if (taken < length) {
                return false;
            }
            length = adapter.peekOutput(out, now);
        }
        return true;
    }

    private void read() throws IOException {
        if (terminal == null) {
            return;
        }
        int length = terminal.read(in);
        while (length > 0 && terminal != null) {
            long now = now();
            followHost(now);
            adapter.receive(in, 0, length, now);
            length = length == in.length ? terminal.read(in) : 0;
        }
    }

    private int waitMillis(long now, boolean host, boolean full) {
        long deadline = Math.min(adapter.deadline(), full ? Long.MAX_VALUE : adapter.outputDeadline());
        long most = host || terminal == null ? LONGEST_WAIT_MILLIS : LOOK_MILLIS;
        if (deadline <= now) {
            return 0;
        }
        return (int) Math.min(most, (deadline - now + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    }

    private void wait(boolean host, boolean full, int millis) throws IOException {
        PseudoTerminal mine = terminal;
        if (mine != null) {
            mine.await(host, full, millis);
        } else {
            wakeUp.await(millis);
        }
        wakeUp.reset();
    }
}
