package nbe.cli.process;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Turns SIGTERM, SIGINT (Ctrl-C) and, where it is not left to {@link HangUpSignal}, SIGHUP into a request to stop, which the main thread waits for.
 *
 * <p>Not a shutdown hook: hooks run in parallel and in no order, so a library's hook could close the serial port before the adapter stops
 * scanning; and a JVM that a signal ends has status 143 or 130, which is a failure to a service manager.
 */
public final class StopSignals {
    private static final Logger LOG = LoggerFactory.getLogger("main");
    private static final List<String> NAMES = List.of("TERM", "INT");
    private static final List<String> WITH_HANG_UP = List.of("TERM", "INT", "HUP");

    private final CountDownLatch request = new CountDownLatch(1);
    private final boolean logged;
    private volatile Optional<Thread> interrupted = Optional.empty();

    private StopSignals(boolean logged) {
        this.logged = logged;
    }

    /** Handles the signals, so that they no longer end the process. A signal that was ignored at the start stays ignored. */
    public static StopSignals install() {
        return install(new StopSignals(true), WITH_HANG_UP);
    }

    /** The same but for SIGHUP, which is left to {@link HangUpSignal}. */
    public static StopSignals installWithoutHangUp() {
        return install(new StopSignals(true), NAMES);
    }

    /** The same, without a log line for a signal. */
    public static StopSignals installQuietly() {
        return install(new StopSignals(false), WITH_HANG_UP);
    }

    private static StopSignals install(StopSignals signals, List<String> names) {
        for (String name : names) {
            try {
                SignalHandler before = Signal.handle(new Signal(name), signals::onSignal);
                if (before == SignalHandler.SIG_IGN) {
                    Signal.handle(new Signal(name), SignalHandler.SIG_IGN);
                }
            } catch (IllegalArgumentException e) {
                LOG.debug("this system has no SIG{}: {}", name, e.getMessage());
            }
        }
        return signals;
    }

    /** Waits for a request to stop. */
    public void await() throws InterruptedException {
        request.await();
    }

    /** Waits for a request to stop, but no longer than this. */
    public void await(long time, TimeUnit unit) throws InterruptedException {
        if (!request.await(time, unit)) {
            LOG.debug("the time is over");
        }
    }

    /** Whether there was a request to stop. */
    public boolean isRequested() {
        return request.getCount() == 0;
    }

    /** Requests the stop, as a signal does. */
    public void stop() {
        request.countDown();
        interrupted.ifPresent(Thread::interrupt);
    }

    /** Interrupts this thread at the request. */
    public void interruptOnStop(Thread thread) {
        interrupted = Optional.of(thread);
    }

    private void onSignal(Signal signal) {
        if (logged) {
            LOG.info("SIG{}: stopping", signal.getName());
        }
        stop();
    }
}
