package nbe.bgapi.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import nbe.bgapi.port.CannotOpenException;
import nbe.bgapi.port.FoundPort;
import nbe.bgapi.port.PortWatch;
import org.junit.jupiter.api.Test;

/** How many adapters there are, and when one more begins: the watching loop in fake time, on the test's own thread. */
class AdapterFleetTest {
    private static final long MS = 1_000_000L;

    private final AtomicLong clock = new AtomicLong(9_000 * MS);
    private final List<FoundPort> ports = new ArrayList<>();
    private final List<Runnable> tasks = new ArrayList<>();
    private final List<Thread> made = new ArrayList<>();
    private final FakeWatch changes = new FakeWatch();

    /** Each wait passes its whole time, unless a change is to be reported; after a number of waits it is closed. */
    private final class FakeWatch implements PortWatch {
        final List<Long> waits = new ArrayList<>();
        int left;
        boolean works = true;
        boolean changed;
        private boolean closed;
        boolean interrupted;

        @Override
        public boolean works() {
            return works;
        }

        @Override
        public boolean await(long nanos) throws InterruptedException {
            if (interrupted) {
                throw new InterruptedException();
            }
            waits.add(nanos / MS);
            clock.addAndGet(changed ? MS : nanos);
            boolean reported = changed;
            changed = false;
            closed |= --left <= 0;
            return reported;
        }

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private AdapterFleet fleet(BleSettings settings) {
        AdapterContext context = new AdapterContext(
                path -> {
                    throw CannotOpenException.notThere("no ports in this test");
                },
                (adapter, advertisement, at) -> {},
                event -> {},
                clock::get,
                InstantSource.system(),
                changes::works);
        ThreadFactory threads = task -> {
            tasks.add(task);
            Thread thread = new Thread(() -> {});
            made.add(thread);
            return thread;
        };
        AdapterFleet fleet = new AdapterFleet(settings, () -> List.copyOf(ports), context, threads, changes);
        fleet.start();
        return fleet;
    }

    private static FoundPort port(int number) {
        return new FoundPort("1-" + number, "/dev/ttyACM" + number, false);
    }

    private List<String> names() {
        return made.stream().map(Thread::getName).toList();
    }

    /** Runs the loop of the thread "adapters" for so many waits. */
    private void watch(int waits) {
        changes.left = waits;
        tasks.get(names().indexOf("adapters")).run();
    }

    @Test
    void autoBeginsWithOneAdapterADongleAndOneIfThereIsNone() {
        AdapterFleet none = fleet(BleSettings.auto());
        assertEquals(List.of("adapter-auto", "adapters"), names());
        assertEquals(1, none.counters().size());
        made.clear();
        ports.addAll(List.of(port(1), port(2), port(3)));
        assertEquals(3, fleet(BleSettings.auto()).counters().size());
    }

    @Test
    void noMoreThanEightAdaptersAreMade() {
        for (int i = 0; i < 12; i++) {
            ports.add(port(i));
        }
        AdapterFleet fleet = fleet(BleSettings.auto());
        assertEquals(8, fleet.counters().size());
        watch(50);
        assertEquals(8, fleet.counters().size());
    }

    @Test
    void aDongleThatStaysUnclaimedFor1250MsGetsAnAdapterOfItsOwn() {
        AdapterFleet fleet = fleet(BleSettings.auto());
        ports.add(port(1)); // nobody claims it: the adapter's own loop does not run here
        changes.works = false;
        watch(5);
        assertEquals(1, fleet.counters().size(), "after 1.25 s it may still be claimed");
        assertEquals(List.of(250L, 250L, 250L, 250L, 250L), changes.waits);
        changes.closed = false;
        watch(8);
        assertEquals(2, fleet.counters().size());
        assertTrue(names().contains("adapter-auto"));
    }

    @Test
    void whereChangesAreReportedItLooksEveryTwoSecondsAndCloselyAfterAChange() {
        fleet(BleSettings.auto());
        watch(3);
        assertEquals(List.of(2_000L, 2_000L, 2_000L), changes.waits);
        changes.closed = false;
        changes.waits.clear();
        changes.changed = true;
        watch(23);
        assertEquals(2_000L, changes.waits.get(0), "the wait that the change ended");
        assertEquals(20, changes.waits.stream().filter(wait -> wait == 250L).count(), "for five seconds");
        assertEquals(2_000L, changes.waits.get(22));
    }

    @Test
    void namedPortsHaveOneAdapterEachAndNoneIsAdded() {
        AdapterFleet fleet = fleet(new BleSettings(List.of("/dev/ttyACM3", "\\\\.\\COM5")));
        assertEquals(List.of("adapter-/dev/ttyACM3", "adapter-COM5", "adapters"), names());
        ports.addAll(List.of(port(1), port(2), port(3)));
        watch(20);
        assertEquals(2, fleet.counters().size());
    }

    @Test
    void namedPortsWithoutReportedChangesNeedNoWatchingThread() {
        changes.works = false;
        fleet(new BleSettings(List.of("/dev/ttyACM3")));
        assertEquals(List.of("adapter-/dev/ttyACM3"), names());
    }

    @Test
    void anInterruptEndsTheWatching() {
        AdapterFleet fleet = fleet(BleSettings.auto());
        changes.interrupted = true;
        watch(9); // returns, or the test hangs
        assertEquals(List.of(), changes.waits);
        assertEquals(1, fleet.counters().size());
        assertFalse(changes.isClosed(), "the adapters go on");
    }

    @Test
    void afterStoppingNoAdapterIsAdded() throws InterruptedException {
        AdapterFleet fleet = fleet(BleSettings.auto());
        ports.add(port(1));
        assertTrue(fleet.stop(Duration.ofSeconds(1)));
        assertTrue(changes.isClosed());
        tasks.get(1).run();
        assertEquals(1, fleet.counters().size());
    }

    @Test
    void anAdapterThatDoesNotExistLendsNoRadio() {
        AdapterFleet fleet = fleet(BleSettings.auto());
        assertEquals(fleet.lender(0), fleet.lender(0));
        for (int adapter : new int[] {-1, 1}) {
            IllegalArgumentException why = assertThrows(IllegalArgumentException.class, () -> fleet.lender(adapter));
            assertEquals("no adapter " + adapter + "; there are 1", why.getMessage());
        }
    }

    @Test
    void settingsNameTheirPortsOrAuto() {
        assertTrue(new BleSettings(List.of("auto")).isAuto());
        assertTrue(BleSettings.auto().isAuto());
        assertEquals(List.of("COM5", "COM6"), new BleSettings(List.of("COM5", "COM6")).ports());
        assertFalse(new BleSettings(List.of("COM5")).isAuto());
        assertThrows(IllegalArgumentException.class, () -> new BleSettings(List.of(" ")));
    }
}
