package nbe.bgapi.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import nbe.bgapi.machine.AdapterCounter;
import nbe.bgapi.machine.AdapterStatus;
import nbe.bgapi.port.FoundPort;
import nbe.bgapi.port.PortWatch;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Packet;
import nbe.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AdapterThreadTest {
    private static final long BAND = 0xC2FAD7F0D796L;

    private final ScriptedPort port = new ScriptedPort();
    private final List<AdapterEvent> events = new CopyOnWriteArrayList<>();
    private final List<Long> senders = new CopyOnWriteArrayList<>();
    private final AtomicLong leap = new AtomicLong(); // added to the monotonic clock
    private final AtomicLong wallLeapMillis = new AtomicLong();
    private volatile boolean attached = true;
    private volatile RuntimeException sinkFault;
    private volatile Error sinkError;
    private final List<String> deaths = new CopyOnWriteArrayList<>();
    private final List<Long> looks = new CopyOnWriteArrayList<>();
    private PortWatch changes = PortWatch.none();
    private AdapterFleet fleet;

    @TempDir
    Path dev;

    private void start() {
        InstantSource wall = () -> Instant.ofEpochMilli(1_000_000 + wallLeapMillis.get() + nanos() / 1_000_000);
        AdapterContext context = new AdapterContext(
                path -> port.opened(),
                (adapter, advertisement, at) -> {
                    if (sinkFault != null) {
                        throw sinkFault;
                    }
                    if (sinkError != null) {
                        throw sinkError;
                    }
                    senders.add(advertisement.address());
                },
                event -> {
                    if (!(event instanceof AdapterEvent.Recovery)) {
                        events.add(event);
                    }
                },
                this::nanos,
                wall,
                () -> changes.works());
        fleet = new AdapterFleet(
                BleSettings.auto(),
                this::find,
                context,
                task -> {
                    Thread thread = new Thread(() -> {
                        try {
                            task.run();
                        } catch (Error fault) {
                            deaths.add(Thread.currentThread().getName() + ": " + fault.getMessage());
                        }
                    });
                    thread.setDaemon(true);
                    return thread;
                },
                changes);
        fleet.start();
    }

    private List<FoundPort> find() {
        if (Thread.currentThread().getName().startsWith("adapter-")) {
            looks.add(System.nanoTime());
        }
        return attached && !port.gone ? List.of(new FoundPort("1-2", "/dev/ttyACM0", false)) : List.of();
    }

    private static AdapterStatus status(AdapterEvent event) {
        return event instanceof AdapterEvent.Changed changed ? changed.status() : null;
    }

    private long nanos() {
        return System.nanoTime() + leap.get();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (fleet != null) {
            assertTrue(fleet.stop(Duration.ofSeconds(5)), "a thread was left behind");
        }
    }

    private static Packet advertisement(long sender) {
        return Packet.event(Event.GAP_SCAN_RESPONSE, -50, 0, sender, 1, 0xFF, new byte[] {2, 1, 6});
    }

    private void scanning() {
        start();
        Await.until(
                "scanning", () -> events.stream().anyMatch(event -> status(event) instanceof AdapterStatus.Scanning));
    }

    @Test
    void advertisementsReachTheSinkOnTheAdaptersThread() {
        scanning();
        port.say(advertisement(BAND));
        Await.until("the advertisement", () -> senders.contains(BAND));
        assertEquals(1, fleet.counters().get(0).get(AdapterCounter.ADVERTISEMENTS));
        AdapterStatus.Scanning first = assertInstanceOf(AdapterStatus.Scanning.class, status(events.get(0)));
        assertEquals("/dev/ttyACM0", first.port());
        assertEquals(0, events.get(0).adapter());
        assertTrue(first.description().contains("1.3.2"), first.description());
    }

    @Test
    void anErrorLeavesTheThreadAndIsNotSwallowed() {
        scanning();
        sinkError = new NoClassDefFoundError("nbe/band/Gone");
        port.say(advertisement(BAND));
        Await.until("the end", () -> deaths.equals(List.of("adapter-/dev/ttyACM0: nbe/band/Gone")));
    }

    @Test
    void nothingAttachedIsAbsentAtAuto() {
        attached = false;
        start();
        Await.until("a status", () -> !events.isEmpty());
        AdapterStatus.Missing absent = assertInstanceOf(AdapterStatus.Missing.class, status(events.get(0)));
        assertEquals("auto", absent.port());
        assertEquals(0, events.get(0).adapter());
        attached = true;
        Await.until("scanning", () -> events.size() == 2);
        assertInstanceOf(AdapterStatus.Scanning.class, status(events.get(1)));
    }

    @Test
    void stoppingSwitchesTheScanOff() throws InterruptedException {
        scanning();
        assertTrue(port.scanning);
        assertTrue(fleet.stop(Duration.ofSeconds(2)));
        assertFalse(port.scanning);
        assertFalse(port.open);
        fleet = null;
    }

    @Test
    void aReaderThatDiesForAnyReasonIsReplaced() {
        scanning();
        port.scanning = false; // to be seen scanning anew
        port.nextRead = new IllegalStateException("for the test");
        Await.until("opened again", () -> port.opens.get() == 2 && port.scanning);
        port.say(advertisement(BAND));
        Await.until("the advertisement", () -> senders.contains(BAND));
        assertEquals(1, fleet.counters().get(0).get(AdapterCounter.FAULTS));
        assertEquals(1, events.size());
    }

    @Test
    void aSinkThatThrowsLosesThatAdvertisementOnly() {
        scanning();
        sinkFault = new IllegalStateException("for the test");
        port.say(advertisement(1));
        Await.until("the fault", () -> fleet.counters().get(0).get(AdapterCounter.FAULTS) == 1);
        sinkFault = null;
        port.say(advertisement(BAND));
        Await.until("the next advertisement", () -> senders.contains(BAND));
        assertEquals(1, port.opens.get());
    }

    @Test
    void aStuckDongleIsResetOnceAndTheResetIsCounted() {
        port.refusesUntilReset = true;
        scanning();
        assertEquals(1, port.got(Command.SYSTEM_RESET));
        assertEquals(1, events.size());
        assertEquals(1, fleet.counters().get(0).get(AdapterCounter.RESETS));
    }

    @Test
    void aPortThatGoesAwayIsAbsentAndComesBack() {
        scanning();
        port.vanish();
        Await.until("absent", () -> events.size() == 2);
        assertInstanceOf(AdapterStatus.Missing.class, status(events.get(1)));
        port.gone = false;
        Await.until("scanning", () -> events.size() == 3);
        assertInstanceOf(AdapterStatus.Scanning.class, status(events.get(2)));
    }

    @Test
    void whatWasBufferedWhileTheProcessStoodStillIsThrownAway() {
        scanning();
        Packet old = advertisement(1);
        port.beforeNextBytes = () -> leap.addAndGet(3_000_000_000L);
        port.say(old);
        Await.until("stalled", () -> events.size() == 2);
        AdapterEvent.Stalled stalled = assertInstanceOf(AdapterEvent.Stalled.class, events.get(1));
        assertEquals(old.encode().length, stalled.discardedBytes());
        port.say(advertisement(BAND));
        Await.until("the fresh advertisement", () -> senders.contains(BAND));
        assertEquals(List.of(BAND), senders);
    }

    @Test
    void aReadThatTimedOutAcrossTheStandstillSaysNothingOfTheBuffer() {
        scanning();
        Packet old = advertisement(1);
        port.emptyRead = () -> {
            leap.addAndGet(3_000_000_000L);
            port.say(old); // came while nobody read, and is behind the answer of this read
        };
        port.readsEmpty = true;
        Await.until("stalled", () -> events.size() == 2);
        AdapterEvent.Stalled stalled = assertInstanceOf(AdapterEvent.Stalled.class, events.get(1));
        assertEquals(old.encode().length, stalled.discardedBytes());
        port.say(advertisement(BAND));
        Await.until("the fresh advertisement", () -> senders.contains(BAND));
        assertEquals(List.of(BAND), senders);
    }

    @Test
    void aMachineThatSleptIsNoticedByTheWallClock() {
        scanning();
        wallLeapMillis.addAndGet(600_000);
        Await.until("stalled", () -> events.stream().anyMatch(AdapterEvent.Stalled.class::isInstance));
        assertEquals(2, events.size());
    }

    @Test
    void advertisementsFromBeforeOurScanAreNotHandedOut() {
        port.piledUp = advertisement(1).encode();
        scanning();
        port.say(advertisement(BAND));
        Await.until("the advertisement", () -> senders.contains(BAND));
        assertEquals(List.of(BAND), senders);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whereChangesAreToldAnAbsentDongleIsHardlyLookedForAndFoundAtOnce() throws IOException {
        attached = false;
        changes = PortWatch.everyPort(dev, this::nanos);
        assertTrue(changes.works());
        start();
        Await.until("absent", () -> !events.isEmpty());
        int first = looks.size();
        Await.until("a look", () -> looks.size() > first);
        long quiet = looks.get(first) - looks.get(first - 1);
        assertTrue(quiet > 1_900_000_000L, "looked again after " + quiet / 1e9 + " s though nothing had changed");

        Files.createFile(dev.resolve("ttyS0")); // no port of ours
        attached = true;
        Files.createFile(dev.resolve("ttyACM0"));
        Await.until("scanning", () -> events.size() == 2);
        assertInstanceOf(AdapterStatus.Scanning.class, status(events.get(1)));
        long told = looks.get(first + 1) - looks.get(first);
        assertTrue(told < 1_500_000_000L, "looked again only after " + told / 1e9 + " s");
    }

    @Test
    void whereChangesAreNotToldAnAbsentDongleIsLookedForFourTimesASecond() {
        attached = false;
        start();
        Await.until("absent", () -> !events.isEmpty());
        int first = looks.size();
        Await.until("looks", () -> looks.size() >= first + 4);
        assertTrue(looks.get(first + 3) - looks.get(first) < 1_900_000_000L);
    }
}
