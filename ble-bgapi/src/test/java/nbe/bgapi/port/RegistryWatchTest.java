package nbe.bgapi.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Against a key of one's own in the real registry. Runs under Wine as well: {@code ble-bgapi/test-under-wine}. */
@EnabledOnOs(OS.WINDOWS)
class RegistryWatchTest {
    private static final String ABOVE = "Software\\nbe-registry-watch-test";
    private static final long LONG = TimeUnit.SECONDS.toNanos(15);
    private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(100);

    private final WindowsApi api = WindowsApi.load();
    private final SerialRegistry list =
            new SerialRegistry(Optional.of(api), WindowsApi.CURRENT_USER, ABOVE, "SERIALCOMM");
    private PortWatch watch;

    private static void reg(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("reg.exe"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor(), command.toString());
    }

    private static void add(String driver, String port) throws IOException, InterruptedException {
        reg("add", "HKCU\\" + ABOVE + "\\SERIALCOMM", "/v", driver, "/t", "REG_SZ", "/d", port, "/f");
    }

    @BeforeEach
    void makeKey() throws IOException, InterruptedException {
        reg("add", "HKCU\\" + ABOVE, "/f");
        watch = RegistryWatch.of(list, System::nanoTime);
        assertTrue(watch.works());
    }

    @AfterEach
    void removeKey() throws IOException, InterruptedException {
        watch.close();
        reg("delete", "HKCU\\" + ABOVE, "/f");
    }

    private void told() throws InterruptedException {
        assertTrue(watch.await(LONG), "no change was told");
        assertTrue(watch.works());
    }

    private void notTold() throws InterruptedException {
        assertFalse(watch.await(SHORT), "a change of something else was told");
    }

    @Test
    void theListIsReadWhetherItIsThereOrNot() throws IOException, InterruptedException {
        assertEquals(Optional.of(List.of()), list.names());
        add("\\Device\\USBSER000", "COM12");
        add("\\Device\\Serial0", "COM1");
        assertEquals(Optional.of(List.of("COM1", "COM12")), list.names());
        SerialRegistry nothing = new SerialRegistry(Optional.empty(), WindowsApi.CURRENT_USER, ABOVE, "SERIALCOMM");
        assertEquals(Optional.empty(), nothing.names());
        assertFalse(RegistryWatch.of(nothing, System::nanoTime).works());
    }

    @Test
    @EnabledIfSystemProperty(named = "nbe.test.port", matches = ".+")
    void aPortOfThisMachineIsInItsList() {
        List<String> names = SerialRegistry.ofMachine().names().orElseThrow();
        assertTrue(names.contains(System.getProperty("nbe.test.port")), names.toString());
    }

    @Test
    void everyPortThatComesOrGoesIsToldAndNothingElse() throws IOException, InterruptedException {
        told(); // what came before
        notTold();
        add("\\Device\\USBSER000", "COM5"); // the first: its key comes with it
        told();
        notTold();
        add("\\Device\\USBSER001", "COM6");
        told();
        reg("delete", "HKCU\\" + ABOVE + "\\SERIALCOMM", "/v", "\\Device\\USBSER001", "/f");
        told();
        assertEquals(Optional.of(List.of("COM5")), list.names());
        reg("add", "HKCU\\" + ABOVE + "\\PointerClass", "/v", "x", "/d", "y", "/f");
        notTold();
        reg("delete", "HKCU\\" + ABOVE + "\\SERIALCOMM", "/f"); // the last: its key goes with it
        told();
        notTold();
    }

    @Test
    void closingEndsAWaitThatIsUnderWay() throws InterruptedException {
        told();
        CountDownLatch waits = new CountDownLatch(1);
        AtomicReference<Object> outcome = new AtomicReference<>();
        Thread waiter = new Thread(() -> {
            waits.countDown();
            try {
                outcome.set(watch.await(TimeUnit.MINUTES.toNanos(5)));
            } catch (InterruptedException e) {
                outcome.set(e);
            }
        });
        waiter.start();
        waits.await();
        watch.close();
        watch.close();
        waiter.join(10_000);
        assertEquals(false, outcome.get());
        assertTrue(watch.isClosed());
        assertFalse(watch.works());
        assertFalse(watch.await(LONG), "closed, it does not wait");
    }

    @Test
    void anInterruptEndsAWaitThatIsUnderWay() throws InterruptedException {
        told();
        AtomicReference<Object> outcome = new AtomicReference<>();
        Thread waiter = new Thread(() -> {
            try {
                outcome.set(watch.await(TimeUnit.MINUTES.toNanos(5)));
            } catch (InterruptedException e) {
                outcome.set("interrupted");
            }
        });
        waiter.start();
        waiter.interrupt();
        waiter.join(10_000);
        assertEquals("interrupted", outcome.get());
    }
}
