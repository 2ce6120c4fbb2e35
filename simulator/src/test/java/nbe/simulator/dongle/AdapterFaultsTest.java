package nbe.simulator.dongle;

import static nbe.simulator.dongle.Bench.MILLIS;
import static nbe.simulator.dongle.Bench.SECONDS;
import static nbe.simulator.dongle.Bench.advertisements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Packet;
import nbe.bgapi.wire.ResultCode;
import nbe.simulator.band.VirtualBand;
import nbe.simulator.scene.Scenes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdapterFaultsTest {
    private final Bench bench = Bench.ready();
    private final AdapterFaults faults = bench.adapter.faults();

    @BeforeEach
    void putABandOnTheAir() {
        bench.air.add(new VirtualBand(Scenes.ALICE, Duration.ofMillis(100), 1), bench.now);
    }

    @Test
    void hangingItSaysNothingUntilItIsPluggedInAgain() {
        bench.observe();
        faults.hang(true);
        assertEquals(List.of(), bench.send(Command.SYSTEM_HELLO));
        bench.send(Command.SYSTEM_RESET, 0);
        assertEquals(List.of(), bench.pass(3 * SECONDS));
        assertTrue(bench.adapter.attached());
        bench.adapter.unplug();
        bench.adapter.plug(bench.now);
        bench.adapter.hostOpened(bench.now);
        assertTrue(bench.read().get(0).is(Event.SYSTEM_BOOT));
    }

    @Test
    void hangingForAWhileItGoesOnScanningAfterwards() {
        bench.observe();
        faults.hang(true);
        bench.pass(10 * SECONDS);
        faults.hang(false);
        assertEquals(10, bench.pass(SECONDS).size(), 2);
    }

    @Test
    void deafForTwoCommandsItAnswersTheThird() {
        faults.deafFor(2);
        assertEquals(List.of(), bench.send(Command.SYSTEM_HELLO));
        assertEquals(List.of(), bench.send(Command.SYSTEM_HELLO));
        assertEquals(1, bench.send(Command.SYSTEM_HELLO).size());
    }

    @Test
    void discoverIsRefusedWithTheCode() {
        faults.refuseDiscover(ResultCode.OUT_OF_MEMORY);
        assertEquals(0x0182, bench.result(Command.GAP_DISCOVER, 2));
        assertFalse(bench.adapter.scanning());
        faults.acceptDiscover();
        assertEquals(0, bench.result(Command.GAP_DISCOVER, 2));
    }

    @Test
    void stuckItRefusesUntilAReset() {
        faults.stickUntilReset();
        bench.ask(Command.GAP_END_PROCEDURE);
        assertEquals(0x0181, bench.result(Command.GAP_DISCOVER, 2));
        bench.send(Command.SYSTEM_RESET, 0);
        bench.pass(2 * SECONDS);
        bench.adapter.hostOpened(bench.now);
        bench.read();
        assertEquals(0, bench.result(Command.GAP_DISCOVER, 2));
    }

    @Test
    void leftScanningItStreamsAtOnceAndRefusesToStartAgain() {
        bench.adapter.leaveScanning();
        assertEquals(10, advertisements(bench.pass(SECONDS)).size(), 2);
        assertEquals(0x0181, bench.result(Command.GAP_DISCOVER, 2));
        assertEquals(0, bench.result(Command.GAP_END_PROCEDURE));
    }

    @Test
    void responsesComeBehindSoManyAdvertisements() {
        faults.delayResponsesBehind(5000);
        List<Packet> answer = bench.send(Command.SYSTEM_HELLO);
        assertEquals(5001, answer.size());
        assertEquals(5000, advertisements(answer).size());
        assertTrue(answer.get(5000).isResponseTo(Command.SYSTEM_HELLO));
    }

    @Test
    void whatIsSpilledComesBetweenTwoPackets() {
        bench.adapter.spill((byte) 1, (byte) 2, (byte) 3);
        bench.write(Packet.command(Command.SYSTEM_HELLO).encode());
        assertEquals("010203" + "00000001", java.util.HexFormat.of().formatHex(bench.adapter.takeOutput(bench.now)));
    }

    @Test
    void garbageStandsInFrontOfThatShareOfThePackets() {
        faults.garbageBefore(0.5, 8);
        int withGarbage = 0;
        for (int i = 0; i < 400; i++) {
            bench.write(Packet.command(Command.SYSTEM_HELLO).encode());
            int length = bench.adapter.takeOutput(bench.now).length;
            assertTrue(length >= 4 && length <= 12, "length " + length);
            withGarbage += length > 4 ? 1 : 0;
        }
        assertEquals(200, withGarbage, 50);
    }

    @Test
    void aPacketIsCutOnce() {
        faults.cutNextPacket(9);
        bench.write(Packet.command(Command.SYSTEM_GET_INFO).encode());
        assertEquals(9, bench.adapter.takeOutput(bench.now).length);
        bench.write(Packet.command(Command.SYSTEM_GET_INFO).encode());
        assertEquals(16, bench.adapter.takeOutput(bench.now).length);
    }

    @Test
    void oneByteIsLostExactlyThere() {
        byte[] info = bench.ask(Command.SYSTEM_GET_INFO).encode();
        faults.loseByteAfter(20);
        bench.write(Packet.command(Command.SYSTEM_GET_INFO).encode());
        bench.write(Packet.command(Command.SYSTEM_GET_INFO).encode());
        byte[] bytes = bench.adapter.takeOutput(bench.now);
        assertEquals(31, bytes.length);
        assertEquals(info[5], bytes[16 + 4], "the fifth byte of the second packet is missing");
        bench.write(Packet.command(Command.SYSTEM_GET_INFO).encode());
        assertEquals(16, bench.adapter.takeOutput(bench.now).length);
    }

    @Test
    void thatShareOfTheBytesIsLost() {
        faults.loseBytes(0.1);
        int bytes = 0;
        for (int i = 0; i < 1000; i++) {
            bench.write(Packet.command(Command.SYSTEM_GET_INFO).encode());
            bytes += bench.adapter.takeOutput(bench.now).length;
        }
        assertEquals(0.9 * 16_000, bytes, 300);
    }

    @Test
    void bytewiseEachByteComesByItself() {
        faults.writeBytewise(Duration.ofMillis(20));
        bench.write(Packet.command(Command.SYSTEM_HELLO).encode());
        for (int i = 0; i < 4; i++) {
            assertEquals(1, bench.adapter.takeOutput(bench.now).length);
            assertEquals(0, bench.adapter.takeOutput(bench.now + 19 * MILLIS).length);
            bench.now += 20 * MILLIS;
        }
        assertEquals(0, bench.adapter.takeOutput(bench.now).length);
        assertEquals(Long.MAX_VALUE, bench.adapter.outputDeadline());
    }

    @Test
    void aForeignFirmwareSaysItsTextAndNothingElse() {
        faults.foreignFirmware("enter ASCII 0 to reboot in dfu\r\n");
        bench.adapter.hostClosed(bench.now);
        bench.adapter.hostOpened(bench.now);
        bench.write(Packet.command(Command.SYSTEM_HELLO).encode());
        String said = new String(bench.adapter.takeOutput(bench.now), StandardCharsets.US_ASCII);
        assertEquals("enter ASCII 0 to reboot in dfu\r\n".repeat(2), said);
        assertEquals(List.of(), bench.pass(3 * SECONDS));
    }

    @Test
    void eventsOfTheTimeWhenThePortWasClosedCanBeKept() {
        bench.observe();
        bench.adapter.hostClosed(bench.now);
        faults.keepEventsWhileClosed(true);
        bench.pass(3600 * SECONDS);
        bench.adapter.hostOpened(bench.now);
        int waiting = bench.adapter.takeOutput(bench.now).length;
        assertTrue(waiting == 0, "pass() reads as a host would");
        bench.adapter.hostClosed(bench.now);
        bench.adapter.advance(bench.now += 3600 * SECONDS);
        bench.adapter.hostOpened(bench.now);
        assertEquals(UsbPipe.EVENT_BOUND, bench.adapter.takeOutput(bench.now).length, 100);
    }

    @Test
    void aResetCanTakeLongOrForever() {
        faults.resetTakes(Duration.ofMillis(1500));
        bench.send(Command.SYSTEM_RESET, 0);
        bench.pass(1519 * MILLIS);
        assertFalse(bench.adapter.attached());
        bench.pass(2 * MILLIS);
        assertTrue(bench.adapter.attached());
        faults.stayAwayAfterReset(true);
        bench.adapter.restart(bench.now);
        bench.pass(3600 * SECONDS);
        assertFalse(bench.adapter.attached());
        bench.adapter.plug(bench.now);
        assertTrue(bench.adapter.attached());
    }
}
