package nbe.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The daemon's side of a service; the made-up manager calls the native entry points as Windows would. */
@Timeout(20)
final class WindowsServiceHostTest {
    private static final String STARTING = "status 2 0";
    private static final String RUNNING = "status 4 0";
    private static final String STOPPING = "status 3 0";

    private final FakeServices services = new FakeServices();
    private final CompletableFuture<Advapi.Handler> handler = new CompletableFuture<>();

    /** Windows: runs the service's main function, and takes its handler. */
    private final Advapi windows = (Advapi) Proxy.newProxyInstance(
            Advapi.class.getClassLoader(), new Class<?>[] {Advapi.class}, (proxy, method, arguments) -> {
                switch (method.getName()) {
                    case "StartServiceCtrlDispatcherW" -> {
                        Memory table = (Memory) arguments[0];
                        assertEquals(WindowsService.NAME, WideText.at(table.getPointer(0)));
                        Function.getFunction(table.getPointer(8)).invokeVoid(new Object[] {0, null});
                        return true;
                    }
                    case "RegisterServiceCtrlHandlerExW" -> {
                        assertEquals(WindowsService.NAME, ((WString) arguments[0]).toString());
                        handler.complete((Advapi.Handler) arguments[1]);
                        return Pointer.createConstant(1);
                    }
                    default -> {
                        return method.invoke(services, arguments);
                    }
                }
            });

    @Test
    void aServiceTellsThatItStartsRunsAndHasStopped() throws Exception {
        WindowsServiceHost host = new WindowsServiceHost(windows, () -> 0);
        int status = host.run(
                () -> {
                    host.ready();
                    return 0;
                },
                () -> {});
        assertEquals(0, status);
        assertEquals(List.of(STARTING, RUNNING, "status 1 0"), services.calls);
    }

    @Test
    void anExitStatusIsToldToWindows() throws Exception {
        assertEquals(78, new WindowsServiceHost(windows, () -> 0).run(() -> 78, () -> {}));
        assertEquals(List.of(STARTING, "status 1 78"), services.calls);
    }

    @Test
    void aFaultOfTheDaemonIsAnExitStatusToo() {
        WindowsServiceHost host = new WindowsServiceHost(windows, () -> 0);
        assertThrows(
                IllegalStateException.class,
                () -> host.run(
                        () -> {
                            throw new IllegalStateException("made up");
                        },
                        () -> {}));
        assertEquals(List.of(STARTING, "status 1 1"), services.calls);
    }

    @Test
    void theWishToStopReachesTheDaemonAndIsAnswered() throws Exception {
        CountDownLatch stopRequested = new CountDownLatch(1);
        WindowsServiceHost host = new WindowsServiceHost(windows, () -> 0);
        AtomicInteger answer = new AtomicInteger(-1);
        host.run(
                () -> {
                    host.ready();
                    answer.set(handler.join().handle(Advapi.SERVICE_CONTROL_STOP, 0, null, null));
                    stopRequested.await();
                    return 0;
                },
                stopRequested::countDown);
        assertEquals(0, answer.get());
        assertEquals(List.of(STARTING, RUNNING, STOPPING, "status 1 0"), services.calls);
    }

    @Test
    void aControlThatNobodyAskedForIsRefused() throws Exception {
        AtomicInteger answer = new AtomicInteger();
        new WindowsServiceHost(windows, () -> 0)
                .run(
                        () -> {
                            answer.set(handler.join().handle(2, 0, null, null)); // pause
                            return 0;
                        },
                        () -> {});
        assertEquals(120, answer.get());
    }

    @Test
    void startedByAPersonItSaysWhoStartsIt() {
        services.failures.put("dispatch", WindowsCode.NO_SERVICE_CONTROL_MANAGER);
        WindowsServiceHost host = new WindowsServiceHost(services, () -> services.lastError);
        ServiceFailure failure = assertThrows(ServiceFailure.class, () -> host.run(() -> 0, () -> {}));
        assertTrue(failure.getMessage().contains("`nbe service start`"), failure.getMessage());
    }
}
