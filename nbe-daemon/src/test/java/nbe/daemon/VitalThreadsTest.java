package nbe.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nbe.testing.LogLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever leaves a loop that must not end, however, is noticed. */
@Timeout(30)
class VitalThreadsTest {
    private final LogLines log = LogLines.of("main");
    private final AtomicInteger deaths = new AtomicInteger();
    private final VitalThreads threads = new VitalThreads(deaths::incrementAndGet);

    @AfterEach
    void stopListening() {
        log.close();
    }

    private void run(Runnable loop) throws InterruptedException {
        Thread thread = threads.newThread(loop);
        assertTrue(thread.isDaemon());
        thread.setName("pcsc-watch");
        thread.start();
        thread.join();
    }

    private List<String> errors() {
        return log.of(Level.ERROR);
    }

    static List<Throwable> everyKind() {
        return List.of(
                new IllegalStateException("a fault of ours"),
                new NoClassDefFoundError("nbe/daemon/Gone"),
                new AssertionError("never"),
                new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void whateverIsThrownIsTheEnd(Throwable thrown) throws InterruptedException {
        run(() -> VitalThreadsTest.<RuntimeException>sneak(thrown));
        assertFalse(threads.allLive());
        assertEquals(1, deaths.get());
        assertEquals(List.of("the thread pcsc-watch has died, and nothing works without it: ending"), errors());
        assertEquals(thrown.getClass().getName(), log.thrown().get(0));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void noMemoryIsSaidInWords() throws InterruptedException {
        run(() -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertFalse(threads.allLive());
        assertEquals(List.of("out of memory (Java heap space), noticed by the thread pcsc-watch: ending"), errors());
    }

    @Test
    void toReturnBeforeTimeIsTheEndToo() throws InterruptedException {
        run(() -> {});
        assertFalse(threads.allLive());
        assertEquals(1, deaths.get());
        assertEquals(
                List.of("the thread pcsc-watch ended unexpectedly, and nothing works without it: ending"), errors());
    }

    @Test
    void whoMayEndEndsInPeace() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        Thread thread = threads.newThread(() -> {
            try {
                assertTrue(told.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        threads.letEnd();
        told.countDown();
        thread.join();
        assertTrue(threads.allLive());
        assertEquals(0, deaths.get());
        assertEquals(List.of(), errors());
    }
}
