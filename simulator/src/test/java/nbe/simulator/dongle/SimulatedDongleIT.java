package nbe.simulator.dongle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Packet;
import nbe.simulator.air.Air;
import nbe.simulator.air.Crowd;
import nbe.simulator.air.RadioModel;
import nbe.simulator.band.VirtualBand;
import nbe.simulator.scene.Scenes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A real pseudo-terminal, and a host through jSerialComm. */
@EnabledOnOs(OS.LINUX)
@Timeout(30)
class SimulatedDongleIT {
    @TempDir
    Path directory;

    private Path link;
    private SimulatedDongle dongle;

    @BeforeEach
    void plugIn() throws IOException {
        link = directory.resolve("dongle");
        dongle = SimulatedDongle.start(adapter(0), Optional.of(link));
    }

    private static SimulatedAdapter adapter(double foreignPerSecond) {
        Air air = new Air(RadioModel.STILL, new SplittableRandom(1));
        air.add(new VirtualBand(Scenes.ALICE, Duration.ofMillis(50), 1), SimulatedDongle.now());
        Crowd.of(foreignPerSecond, new SplittableRandom(2)).forEach(device -> air.add(device, SimulatedDongle.now()));
        return SimulatedAdapter.on(air, 1);
    }

    @AfterEach
    void pullOut() {
        dongle.close();
        assertEquals(Optional.empty(), dongle.fault());
        assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS), "the link is taken away");
    }

    private static boolean isAdvertisement(Packet packet) {
        return packet.is(Event.GAP_SCAN_RESPONSE);
    }

    private static void until(BooleanSupplier so, String what) {
        long end = System.nanoTime() + 5_000_000_000L;
        while (!so.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Test
    void aHostScansAndHearsTheBand() {
        try (SerialHost host = SerialHost.open(link)) {
            assertTrue(host.find(packet -> packet.is(Event.SYSTEM_BOOT), 3000).isPresent());
            host.ask(Command.SYSTEM_HELLO);
            host.observe();
            for (int i = 0; i < 20; i++) {
                Packet packet =
                        host.find(SimulatedDongleIT::isAdvertisement, 3000).orElseThrow();
                assertEquals(Scenes.ALICE.value(), packet.number("sender"));
                assertEquals(-56, packet.integer("rssi"));
            }
            assertEquals(0, host.ask(Command.GAP_END_PROCEDURE).integer("result"));
            assertEquals(0, host.garbage());
        }
    }

    @Test
    void pulledOutItIsGoneForTheHostAndComesBackUnderTheSameLink() {
        try (SerialHost host = SerialHost.open(link)) {
            host.observe();
            dongle.unplug();
            assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
            assertEquals(Optional.empty(), dongle.pseudoTerminal());
            long end = System.nanoTime() + 3_000_000_000L;
            while (!host.gone() && System.nanoTime() < end) {
                host.find(packet -> false, 50);
            }
            assertTrue(host.gone(), "the host is told");
        }
        dongle.plug();
        try (SerialHost host = SerialHost.open(link)) {
            assertTrue(host.find(packet -> packet.is(Event.SYSTEM_BOOT), 3000).isPresent());
            assertEquals(0x0181, host.ask(Command.GAP_END_PROCEDURE).integer("result"));
            host.observe();
            assertTrue(host.find(SimulatedDongleIT::isAdvertisement, 3000).isPresent());
        }
    }

    @Test
    void leftScanningItStreamsAtOnceToTheNextHost() throws InterruptedException {
        try (SerialHost host = SerialHost.open(link)) {
            host.observe();
            assertTrue(host.find(SimulatedDongleIT::isAdvertisement, 3000).isPresent());
        }
        assertTrue(dongle.await(adapter -> !adapter.hostPresent(), Duration.ofSeconds(3)));
        assertTrue(dongle.ask(SimulatedAdapter::scanning));
        try (SerialHost host = SerialHost.open(link)) {
            assertTrue(host.find(SimulatedDongleIT::isAdvertisement, 3000).isPresent());
            assertEquals(0x0181, host.ask(Command.GAP_DISCOVER, 2).integer("result"));
            assertEquals(0, host.ask(Command.GAP_END_PROCEDURE).integer("result"));
            assertEquals(0, host.garbage(), "nothing of the time before");
        }
    }

    /** Not through jSerialComm, which throws away on closing what is still on its way (tcflush, both directions). */
    @Test
    void whatTheHostWritesRightBeforeClosingIsStillDone() throws Exception {
        dongle.tell(SimulatedAdapter::leaveScanning);
        try (FileChannel host = FileChannel.open(link, StandardOpenOption.WRITE)) {
            host.write(ByteBuffer.wrap(Packet.command(Command.GAP_END_PROCEDURE).encode()));
        }
        assertTrue(dongle.await(adapter -> !adapter.scanning(), Duration.ofSeconds(3)));
    }

    @Test
    void aResetTakesThePortAwayAndItComesBackWithABootEvent() throws InterruptedException {
        try (SerialHost host = SerialHost.open(link)) {
            host.observe();
            host.send(Command.SYSTEM_RESET, 0);
            assertTrue(dongle.await(adapter -> !adapter.attached(), Duration.ofSeconds(3)));
            until(() -> !Files.exists(link, LinkOption.NOFOLLOW_LINKS), "the link goes");
        }
        until(() -> Files.exists(link), "the link comes back");
        try (SerialHost host = SerialHost.open(link)) {
            assertTrue(host.find(packet -> packet.is(Event.SYSTEM_BOOT), 3000).isPresent());
        }
        long resets = dongle.ask(SimulatedAdapter::commands).stream()
                .filter(packet -> packet.isCommand(Command.SYSTEM_RESET))
                .count();
        assertEquals(1, resets);
    }

    @Test
    void bytesComeOneByOneIfWanted() {
        dongle.tell(adapter -> adapter.faults().writeBytewise(Duration.ofMillis(5)));
        try (SerialHost host = SerialHost.open(link)) {
            assertEquals(1, host.ask(Command.SYSTEM_GET_INFO).integer("major"));
            assertEquals(0, host.garbage());
        }
    }

    @Test
    void aHangingDongleAnswersWhenItIsBackInOrder() {
        try (SerialHost host = SerialHost.open(link)) {
            dongle.tell(adapter -> adapter.faults().hang(true));
            host.send(Command.SYSTEM_HELLO);
            assertEquals(Optional.empty(), host.find(packet -> packet.isResponseTo(Command.SYSTEM_HELLO), 300));
            dongle.tell(adapter -> adapter.faults().hang(false));
            assertNotNull(host.ask(Command.SYSTEM_HELLO));
        }
    }

    @Test
    void aPortThatAnotherProgramHoldsCannotBeOpened() throws IOException {
        dongle.occupyPort();
        assertEquals(Optional.empty(), SerialHost.tryOpen(link));
        dongle.vacatePort();
        try (SerialHost host = SerialHost.open(link)) {
            assertNotNull(host.ask(Command.SYSTEM_HELLO));
        }
    }

    @Test
    void aHostThatDoesNotReadDoesNotHoldTheDongleUp() throws Exception {
        dongle.close();
        dongle = SimulatedDongle.start(adapter(2000), Optional.of(link));
        try (SerialHost host = SerialHost.open(link)) {
            host.observe();
            assertTrue(dongle.await(adapter -> adapter.droppedEvents() > 100, Duration.ofSeconds(15)));
            assertEquals(0, host.ask(Command.GAP_END_PROCEDURE).integer("result"));
            assertEquals(0, host.garbage(), "whole packets are lost, not parts");
        }
    }

    @Test
    void itDoesNotTakeTheCpuWhileNobodyIsThere() throws InterruptedException {
        dongle.tell(SimulatedAdapter::leaveScanning);
        Thread thread = Thread.getAllStackTraces().keySet().stream()
                .filter(some -> some.getName().startsWith("dongle-"))
                .findFirst()
                .orElseThrow();
        java.lang.management.ThreadMXBean threads = java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getThreadCpuTime(thread.getId());
        assertFalse(dongle.await(adapter -> false, Duration.ofSeconds(2)));
        long used = threads.getThreadCpuTime(thread.getId()) - before;
        assertTrue(used < 200_000_000L, "used " + used + " ns of two seconds");
    }

    @Test
    void aFileInThePlaceOfTheLinkIsNotOverwritten() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "precious");
        IOException refused =
                assertThrows(IOException.class, () -> SimulatedDongle.start(adapter(0), Optional.of(file)));
        assertTrue(refused.getMessage().contains("not a symbolic link"), refused.getMessage());
        assertEquals("precious", Files.readString(file));
    }

    @Test
    void closingItEndsItsThread() {
        dongle.close();
        assertEquals(
                0,
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("dongle-"))
                        .count());
    }
}
