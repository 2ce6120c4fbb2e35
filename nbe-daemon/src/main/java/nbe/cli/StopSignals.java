package nbe.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Turns SIGTERM, SIGINT (Ctrl-C) and SIGHUP into a wish to stop that the main thread waits for.
 *
 * <p>Not a shutdown hook: hooks run in parallel and in no order, so that a library's hook may close the serial port before
 * scanning is switched off; and a JVM that a signal ends has status 143 or 130, which a service manager takes for a failure.
 */
final class StopSignals {
    private static final Logger LOG = LoggerFactory.getLogger("main");
    private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

    private final CountDownLatch wish = new CountDownLatch(1);
    private final boolean logged;
    private volatile Optional<Thread> interrupted = Optional.empty();

    private StopSignals(boolean logged) {
        this.logged = logged;
    }

    /** From now on the signals no longer end the process. One that was ignored at the start stays ignored. */
    static StopSignals install() {
        return install(new StopSignals(true));
    }

    /** The same, for commands whose output is not a log. */
    static StopSignals installQuietly() {
        return install(new StopSignals(false));
    }

    private static StopSignals install(StopSignals signals) {
        for (String name : NAMES) {
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

    /** Waits until the process is told to stop. */
    void await() throws InterruptedException {
        wish.await();
    }

    /** Waits until the process is told to stop, but no longer than this. */
    void await(long time, TimeUnit unit) throws InterruptedException {
        if (!wish.await(time, unit)) {
            LOG.debug("the time is over");
        }
    }

    /** Whether the process has been told to stop. */
    boolean wished() {
        return wish.getCount() == 0;
    }

    /** Says the same as a signal would. */
    void stop() {
        wish.countDown();
        interrupted.ifPresent(Thread::interrupt);
    }

    /** Interrupts this thread when the process is told to stop. */
    void interruptOnStop(Thread thread) {
        interrupted = Optional.of(thread);
    }

    private void onSignal(Signal signal) {
        if (logged) {
            LOG.info("SIG{}: stopping", signal.getName());
        }
        stop();
    }
}
