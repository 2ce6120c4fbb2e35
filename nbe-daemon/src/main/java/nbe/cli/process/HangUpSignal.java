package nbe.cli.process;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Turns SIGHUP into a task, as daemons do that read their configuration again. Any thread. */
public final class HangUpSignal {
    private static final Logger LOG = LoggerFactory.getLogger("main");

    private Optional<Runnable> task = Optional.empty();
    private boolean came;

    private HangUpSignal() {}

    /**
     * Handles the signal, so that it no longer ends the process. One that was ignored at the start, as {@code nohup} has it, stays ignored;
     * a system without it never sends it.
     */
    public static HangUpSignal install() {
        HangUpSignal hangUp = new HangUpSignal();
        try {
            Signal signal = new Signal("HUP");
            if (Signal.handle(signal, caught -> hangUp.onSignal()) == SignalHandler.SIG_IGN) {
                Signal.handle(signal, SignalHandler.SIG_IGN);
            }
        } catch (IllegalArgumentException e) {
            LOG.debug("this system has no SIGHUP: {}", e.getMessage());
        }
        return hangUp;
    }

    /** Runs {@code then} at each signal, and now if one came before. It must return at once. */
    public synchronized void run(Runnable then) {
        task = Optional.of(then);
        if (came) {
            came = false;
            onSignal();
        }
    }

    private synchronized void onSignal() {
        if (task.isEmpty()) {
            came = true;
            return;
        }
        LOG.info("SIGHUP: the configuration is read again");
        task.get().run();
    }
}
