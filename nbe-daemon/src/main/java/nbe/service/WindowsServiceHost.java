package nbe.service;

import com.sun.jna.CallbackReference;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's side of a Windows service: the service control manager (SCM) has started this process, which reports to it that the
 * daemon runs, takes its request to stop, and reports how the daemon ended.
 *
 * <p>Two threads belong to the SCM: {@code service-dispatcher}, which calls the handler with a request to stop, and one that Windows
 * starts for the service's main function and that only waits.
 */
public final class WindowsServiceHost implements Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger("service");

    /** How long a stop may take, as reported to the SCM; the process ends within 2 s. */
    private static final int STOP_HINT_MILLIS = 5_000;
    /** Before {@code cli.ForcedExit} ends the process, at 1.8 s: to Windows an unreported end is a crash. */
    private static final int FAREWELL_MILLIS = 1_600;

    private static final int START_HINT_MILLIS = 30_000;

    /** The daemon, as the service runs it. */
    @FunctionalInterface
    public interface Daemon {
        /** Runs until it is stopped, and returns the exit status; if it throws, Windows gets status 1. */
        int run() throws InterruptedException;
    }

    private final Advapi advapi;
    private final IntSupplier lastError;
    private final CompletableFuture<Pointer> registered = new CompletableFuture<>();
    private final CountDownLatch over = new CountDownLatch(1);
    /** In a field, so that the garbage collector keeps it: native code's reference does not count. */
    private final Advapi.Main main = this::serviceMain;

    private final Advapi.Handler handler = this::onControl;
    private volatile Runnable stop = () -> {};
    private volatile Pointer status;
    private boolean stopped; // guarded by this

    WindowsServiceHost(Advapi advapi, IntSupplier lastError) {
        this.advapi = advapi;
        this.lastError = lastError;
    }

    public static WindowsServiceHost ofThisProcess() {
        return new WindowsServiceHost(Native.load("advapi32", Advapi.class), Native::getLastError);
    }

    /**
     * Runs the daemon as the service, on the caller's thread. Call it once.
     *
     * @param daemon calls {@link #ready} once it has started
     * @param stopRequest stops the daemon; another thread calls it
     * @return the daemon's exit status
     * @throws ServiceFailure if the SCM has not started this process
     */
    public int run(Daemon daemon, Runnable stopRequest) throws ServiceFailure, InterruptedException {
        stop = stopRequest;
        Thread dispatcher = new Thread(this::dispatch, "service-dispatcher");
        dispatcher.setDaemon(true);
        dispatcher.start();
        try {
            status = registered.get();
        } catch (ExecutionException e) {
            throw new ServiceFailure(e.getCause().getMessage(), e);
        }
        int exitStatus = 1;
        try {
            exitStatus = daemon.run();
        } finally {
            reportStopped(exitStatus);
            over.countDown();
        }
        return exitStatus; // at once: an installer that waits for "stopped" replaces our files
    }

    /** Reports that the service runs; only while {@link #run} runs the daemon. */
    @Override
    public boolean ready() {
        report(Advapi.SERVICE_RUNNING, Advapi.SERVICE_ACCEPT_STOP | Advapi.SERVICE_ACCEPT_SHUTDOWN, 0, 0);
        return true;
    }

    /** Does nothing: Windows shows no such line. */
    @Override
    public void status(String line) {}

    /** Does nothing: Windows has no watchdog. */
    @Override
    public void alive() {}

    /** Does nothing: the handler has reported it, and {@link #run} reports the end. */
    @Override
    public void stopping() {}

    private void dispatch() {
        int pointer = Native.POINTER_SIZE;
        try (Memory text = WideText.of(WindowsService.NAME);
                Memory table = new Memory(4L * pointer)) { // SERVICE_TABLE_ENTRYW, and an empty one
            table.clear();
            table.setPointer(0, text);
            table.setPointer(pointer, CallbackReference.getFunctionPointer(main));
            if (!advapi.StartServiceCtrlDispatcherW(table)) {
                fail("the service control manager does not take this process for a service: ");
            }
        } catch (RuntimeException | Error e) { // JNA's: nothing else would complete the future
            registered.completeExceptionally(e);
            throw e;
        }
    }

    private void serviceMain(int argumentCount, Pointer arguments) {
        Pointer handle = advapi.RegisterServiceCtrlHandlerExW(new WString(WindowsService.NAME), handler, null);
        if (handle == null) {
            fail("the service control manager does not take the service's handler: ");
            return;
        }
        status = handle;
        report(Advapi.SERVICE_START_PENDING, 0, 0, START_HINT_MILLIS);
        registered.complete(handle);
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody interrupts it
        }
    }

    private int onControl(int control, int eventType, Pointer eventData, Pointer context) {
        return switch (control) {
            case Advapi.SERVICE_CONTROL_STOP, Advapi.SERVICE_CONTROL_SHUTDOWN -> {
                LOG.info("{}: stopping", control == Advapi.SERVICE_CONTROL_STOP ? "stop" : "Windows shuts down");
                report(Advapi.SERVICE_STOP_PENDING, 0, 0, STOP_HINT_MILLIS);
                CompletableFuture.delayedExecutor(FAREWELL_MILLIS, TimeUnit.MILLISECONDS)
                        .execute(() -> reportStopped(0));
                stop.run();
                yield 0;
            }
            case Advapi.SERVICE_CONTROL_INTERROGATE -> 0;
            default -> 120; // ERROR_CALL_NOT_IMPLEMENTED
        };
    }

    private void reportStopped(int exitStatus) {
        report(Advapi.SERVICE_STOPPED, 0, exitStatus, 0);
    }

    /** SERVICE_STATUS: type, state, accepted controls, Windows' code, our code, checkpoint, hint. */
    private synchronized void report(int state, int accepted, int exitStatus, int hintMillis) {
        if (stopped) {
            return;
        }
        stopped = state == Advapi.SERVICE_STOPPED;
        try (Memory memory = new Memory(Advapi.STATUS_BYTES)) {
            memory.setInt(0, Advapi.SERVICE_WIN32_OWN_PROCESS);
            memory.setInt(4, state);
            memory.setInt(8, accepted);
            memory.setInt(12, exitStatus == 0 ? 0 : WindowsCode.SERVICE_SPECIFIC_ERROR);
            memory.setInt(16, exitStatus);
            memory.setInt(20, 0);
            memory.setInt(24, hintMillis);
            if (!advapi.SetServiceStatus(status, memory)) {
                LOG.warn("the service control manager does not take state {}: {}", state, words());
            }
        }
    }

    private void fail(String what) {
        registered.completeExceptionally(new ServiceFailure(what + words()));
    }

    private String words() {
        return WindowsCode.words(lastError.getAsInt());
    }
}
