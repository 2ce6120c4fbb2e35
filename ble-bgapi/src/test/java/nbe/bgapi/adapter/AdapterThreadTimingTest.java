package nbe.bgapi.adapter;

import static nbe.bgapi.adapter.ThreadRig.MS;
import static nbe.bgapi.adapter.ThreadRig.advertisement;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import nbe.bgapi.machine.AdapterCounter;
import nbe.bgapi.machine.AdapterStatus;
import nbe.bgapi.port.AdapterProblem;
import nbe.bgapi.port.CannotOpenException;
import nbe.bgapi.port.FoundPort;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Kind;
import nbe.bgapi.wire.Octets;
import nbe.bgapi.wire.Packet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The adapter's loop in fake time: each limit to the millisecond, without waiting for it. */
class AdapterThreadTimingTest {
    private static final String SCANNING = "scanning, firmware 1.3.2 build 122, address 00:07:80:1A:2B:3C";

    private static final long BAND = 0xC2FAD7F0D796L;

    private final ThreadRig rig = new ThreadRig("auto");

    @Test
    void aDongleScansWithinAFewTurnsAndIsReportedWithItsFirmware() {
        long before = rig.now;
        rig.scanning();
        assertTrue(rig.now - before < 50 * MS, (rig.now - before) / MS + " ms");
        assertEquals(new AdapterStatus.Scanning(ThreadRig.PATH, "1.3.2 build 122", "00:07:80:1A:2B:3C"), rig.last());
        assertEquals(3, rig.events.get(0).adapter());
        assertEquals(
                List.of("connection_disconnect", "connection_disconnect"),
                rig.port.names().subList(3, 5));
    }

    @Test
    void anAdvertisementCarriesTheTimeRightAfterItsRead() {
        rig.scanning();
        rig.port.say(advertisement(BAND));
        rig.turn();
        assertEquals(List.of(BAND), rig.senders);
        assertEquals(List.of(rig.now), rig.receivedAt);
        assertEquals(1, rig.count(AdapterCounter.ADVERTISEMENTS));
    }

    @Test
    void anAdvertisementBeforeTheScanIsOurOwnIsNotHandedOut() {
        rig.port.beforeRead = () -> rig.port.say(advertisement(BAND));
        rig.scanning();
        assertEquals(List.of(), rig.senders);
    }

    @Test
    void nothingAttachedIsReportedOnceAndReleasesTheClaim() {
        rig.attached = Optional.empty();
        long before = rig.now;
        rig.until(() -> !rig.events.isEmpty());
        assertTrue(rig.now - before <= 600 * MS, (rig.now - before) / MS + " ms");
        AdapterStatus.Missing missing = assertInstanceOf(AdapterStatus.Missing.class, rig.last());
        assertEquals("auto", missing.port());
        assertEquals(
                "no BLED112 (USB id 2458:0001) is attached; plug one in, or name its port under [ble] port",
                missing.specifics());
        rig.run(30_000);
        assertEquals(1, rig.events.size());
        assertEquals(1, rig.releases);
    }

    @Test
    void aNamedPortIsMissingUnderItsName() {
        ThreadRig named = new ThreadRig("/dev/serial/dongle");
        named.attached = Optional.empty();
        named.until(() -> !named.events.isEmpty());
        assertEquals(
                "/dev/serial/dongle: no dongle is attached; plug it in, or name another port under [ble] port",
                assertInstanceOf(AdapterStatus.Missing.class, named.last()).specifics());
    }

    @Test
    void withoutReportedChangesAnAbsentPortIsLookedForFourTimesASecond() {
        rig.attached = Optional.empty();
        rig.run(2_000);
        int before = rig.looks.size();
        rig.run(10_000);
        assertEquals(40, rig.looks.size() - before, 1);
    }

    @Test
    void withReportedChangesEveryTwoSecondsAndAtOnceAfterAChange() {
        rig.watched = true;
        rig.attached = Optional.empty();
        rig.run(6_000);
        int before = rig.looks.size();
        rig.run(10_000);
        assertEquals(5, rig.looks.size() - before, 1);
        rig.attached = Optional.of(new FoundPort("1-2", ThreadRig.PATH, false));
        rig.thread.looks().onPortsChanged();
        long plugged = rig.now;
        rig.scanning();
        assertTrue(rig.now - plugged < 100 * MS, (rig.now - plugged) / MS + " ms");
    }

    @Test
    void aFloodOfChangesDoesNotMakeLooksMoreFrequentThanEvery20Ms() {
        rig.watched = true;
        rig.attached = Optional.empty();
        rig.run(6_000);
        int before = rig.looks.size();
        long from = rig.now;
        while (rig.now - from < 1_000 * MS) {
            rig.thread.looks().onPortsChanged();
            rig.turn();
        }
        assertTrue(rig.looks.size() - before <= 51, (rig.looks.size() - before) + " looks in a second");
    }

    @Test
    void anUnpluggedDongleIsMissingWithin3SecondsAndScansAgainWhenItIsBack() {
        rig.scanning();
        long unplugged = rig.now;
        rig.port.gone = true;
        rig.attached = Optional.empty();
        rig.until(() -> rig.last() instanceof AdapterStatus.Missing);
        assertTrue(rig.now - unplugged <= 3_000 * MS, (rig.now - unplugged) / MS + " ms");
        assertFalse(rig.port.isOpen);
        rig.port.gone = false;
        rig.attached = Optional.of(new FoundPort("1-2", "/dev/ttyACM1", false));
        rig.scanning();
        assertEquals("/dev/ttyACM1", rig.last().port());
        assertEquals(3, rig.events.size());
    }

    @Test
    void aPortThatTakesNoBytesIsClosedAndOpenedAgain() {
        rig.scanning();
        rig.port.writes = false;
        rig.run(1_500); // hello is due
        assertEquals(1, rig.events.size(), "that is not reported");
        rig.port.writes = true;
        rig.run(2_000);
        assertTrue(rig.port.opens >= 2 && rig.port.isOpen);
        assertEquals(1, rig.events.size());
    }

    @ParameterizedTest
    @EnumSource(
            value = AdapterProblem.class,
            names = {"IN_USE", "HELD_BY_NBE", "MODEM_MANAGER", "NO_PERMISSION", "CANNOT_OPEN", "NO_SERIAL_LIBRARY"})
    void everyFailureOfOpeningIsReportedWithin6SecondsAndEndsWhenThePortOpens(AdapterProblem problem) {
        rig.refusal = CannotOpenException.because(problem, "what was seen");
        long before = rig.now;
        rig.until(() -> rig.last() instanceof AdapterStatus.Failed);
        assertTrue(rig.now - before <= 6_000 * MS, (rig.now - before) / MS + " ms");
        AdapterStatus.Failed failed = (AdapterStatus.Failed) rig.last();
        assertEquals(
                ThreadRig.PATH + ": " + problem.text() + " (what was seen); " + problem.remedy(), failed.specifics());
        rig.run(20_000);
        assertEquals(1, rig.events.size(), "once, however long it lasts");
        rig.refusal = null;
        long free = rig.now;
        rig.scanning();
        assertTrue(rig.now - free <= 3_000 * MS, (rig.now - free) / MS + " ms");
    }

    @Test
    void aPortThatIsNotThereAfterAllIsMissing() {
        rig.refusal = CannotOpenException.notThere("COM5 is not there");
        rig.until(() -> rig.last() instanceof AdapterStatus.Missing);
        rig.refusal = null;
        rig.scanning();
    }

    @Test
    void aDongleInDfuModeIsNotOpened() {
        rig.attached = Optional.of(new FoundPort("1-2", "USB socket 1-2", true));
        rig.until(() -> rig.last() instanceof AdapterStatus.Failed);
        assertEquals(AdapterProblem.DFU_MODE, ((AdapterStatus.Failed) rig.last()).problem());
        assertEquals("USB socket 1-2", rig.last().port());
        assertEquals(0, rig.port.opens);
    }

    @Test
    void aSilentDongleIsResetOnceThenReportedWithin6SecondsAndUsedWithin3OfAnswering() {
        rig.port.answers = false;
        long before = rig.now;
        rig.until(() -> rig.last() instanceof AdapterStatus.Failed);
        assertTrue(rig.now - before <= 6_000 * MS, (rig.now - before) / MS + " ms");
        assertEquals(AdapterProblem.NO_ANSWER, ((AdapterStatus.Failed) rig.last()).problem());
        assertEquals(1, rig.count(AdapterCounter.RESETS));
        rig.run(40_000);
        assertEquals(1, rig.count(AdapterCounter.REOPENS), "now and then it is opened anew");
        rig.port.answers = true;
        long answers = rig.now;
        rig.scanning();
        assertTrue(rig.now - answers <= 3_000 * MS, (rig.now - answers) / MS + " ms");
    }

    @Test
    void aDongleThatStopsAnsweringIsOpenedAnewAndCounted() {
        rig.scanning();
        rig.port.answers = false;
        rig.run(2_600);
        assertEquals(1, rig.count(AdapterCounter.HELLO_TIMEOUTS));
        assertEquals(1, rig.count(AdapterCounter.REOPENS));
        rig.port.answers = true;
        rig.run(3_000);
        assertEquals(1, rig.events.size(), "it was well again before it had to be reported");
    }

    @Test
    void textInsteadOfAnswersIsForeignFirmware() {
        rig.port.answers = false;
        rig.until(() -> rig.port.isOpen);
        rig.port.say("Hello, this is the boot loader of another firmware\r\n".getBytes(StandardCharsets.US_ASCII));
        rig.until(() -> rig.last() instanceof AdapterStatus.Failed);
        assertEquals(AdapterProblem.FOREIGN_FIRMWARE, ((AdapterStatus.Failed) rig.last()).problem());
        assertEquals(0, rig.count(AdapterCounter.RESETS));
    }

    @Test
    void aRefusalToScanIsReportedAfterOneReset() {
        rig.port.discoverResult = 0x0181;
        rig.until(() -> rig.last() instanceof AdapterStatus.Failed);
        assertEquals(AdapterProblem.REFUSES_TO_SCAN, ((AdapterStatus.Failed) rig.last()).problem());
        assertEquals(1, rig.port.got(Command.SYSTEM_RESET));
    }

    @Test
    void aFaultOfTheSinkCostsOneAdvertisementAndIsCounted() {
        rig.scanning();
        rig.sinkFault = new IllegalStateException("for the test");
        rig.port.say(advertisement(1));
        rig.turn();
        rig.sinkFault = null;
        rig.port.say(advertisement(BAND));
        rig.turn();
        assertEquals(List.of(BAND), rig.senders);
        assertEquals(1, rig.count(AdapterCounter.FAULTS));
        assertEquals(1, rig.port.opens);
    }

    @Test
    void aFaultOfTheReaderClosesThePortForHalfASecond() {
        rig.scanning();
        rig.port.beforeRead = () -> {
            throw new IllegalStateException("for the test");
        };
        rig.turn();
        assertFalse(rig.port.isOpen);
        long closed = rig.now;
        rig.until(() -> rig.port.isOpen);
        assertTrue(rig.now - closed >= 500 * MS && rig.now - closed <= 700 * MS, (rig.now - closed) / MS + " ms");
        assertEquals(1, rig.count(AdapterCounter.FAULTS));
        rig.run(1_000);
        assertEquals(1, rig.events.size());
    }

    @Test
    void whatIsReadAfterAStandstillIsDroppedUntilTheBufferIsEmpty() {
        rig.scanning();
        Packet old = advertisement(1);
        rig.port.beforeRead = () -> rig.now += 3_000 * MS;
        rig.port.say(old);
        rig.port.say(old);
        rig.until(() -> rig.events.size() == 2);
        assertNull(rig.last(), "the last event is no status");
        AdapterEvent.Stalled stalled = assertInstanceOf(AdapterEvent.Stalled.class, rig.events.get(1));
        assertEquals(2L * old.encode().length, stalled.discardedBytes());
        assertEquals(ThreadRig.PATH, stalled.port());
        assertEquals(2L * old.encode().length, rig.count(AdapterCounter.STALE_BYTES));
        rig.port.say(advertisement(BAND));
        rig.turn();
        assertEquals(List.of(BAND), rig.senders);
    }

    @Test
    void aMachineThatSleptIsNoticedByItsWallClock() {
        rig.scanning();
        rig.wallLeapMillis = 600_000;
        rig.run(500);
        assertInstanceOf(AdapterEvent.Stalled.class, rig.events.get(1));
    }

    @Test
    void timeWithoutAPortIsNoStandstill() {
        rig.attached = Optional.empty();
        rig.run(60_000);
        rig.attached = Optional.of(new FoundPort("1-2", ThreadRig.PATH, false));
        rig.scanning();
        assertTrue(rig.events.stream().noneMatch(AdapterEvent.Stalled.class::isInstance), rig.events.toString());
    }

    @Test
    void stoppingEndsTheScanAndClosesThePort() {
        rig.scanning();
        rig.thread.stop();
        rig.run(200);
        assertTrue(rig.thread.isStopped());
        assertEquals("gap_end_procedure", rig.port.names().get(rig.port.commands.size() - 1));
        assertFalse(rig.port.isOpen);
    }

    @Test
    void stoppingASilentDongleTakesHalfASecondAndWithoutAPortNoTime() {
        rig.scanning();
        rig.port.answers = false;
        long before = rig.now;
        rig.thread.stop();
        rig.until(rig.thread::isStopped);
        assertTrue(rig.now - before <= 700 * MS, (rig.now - before) / MS + " ms");
        ThreadRig empty = new ThreadRig("auto");
        empty.attached = Optional.empty();
        empty.run(100);
        empty.thread.stop();
        empty.turn();
        assertTrue(empty.thread.isStopped());
    }

    @Test
    void everyCountIsPrintedUnderItsName() {
        rig.scanning();
        rig.port.say(Packet.unknown(Kind.EVENT, 6, 99, Octets.NONE));
        rig.port.say(Packet.event(Event.SYSTEM_NO_LICENSE_KEY));
        rig.port.say(Packet.event(Event.SYSTEM_PROTOCOL_ERROR, 0x0184));
        rig.port.say(Packet.event(Event.SYSTEM_BOOT, 9, 3, 2, 122, 3, 1, 2));
        rig.run(200);
        assertEquals(1, rig.count(AdapterCounter.UNKNOWN));
        assertEquals(1, rig.count(AdapterCounter.PROTOCOL_ERRORS));
        assertEquals(1, rig.count(AdapterCounter.FALSE_BOOTS));
        assertEquals(0, rig.count(AdapterCounter.DONGLE_RESTARTS));
        String text = rig.thread.counters().toString();
        for (AdapterCounter counter : AdapterCounter.values()) {
            assertTrue(text.contains(counter + "=" + rig.count(counter)), text);
        }
        assertTrue(text.startsWith("bytes=") && text.contains(" hello_timeouts=0 "), text);
    }

    @Test
    void recoveryIsReportedWhileSomethingIsTried() {
        ThreadRig rig = new ThreadRig("auto");
        rig.turn();
        assertEquals(List.of(new AdapterEvent.Recovery(3, "/dev/ttyACM0", true, "")), rig.recoveries);
        rig.scanning();
        assertEquals(new AdapterEvent.Recovery(3, "/dev/ttyACM0", false, SCANNING), rig.recoveries.get(1));

        rig.port.answers = false;
        rig.until(() -> rig.recoveries.size() > 2);
        assertEquals(
                new AdapterEvent.Recovery(
                        3, "/dev/ttyACM0", true, "it has stopped answering; the port is opened again"),
                rig.recoveries.get(2));
        rig.until(() -> rig.last() instanceof AdapterStatus.Failed);
        rig.turn();
        assertFalse(((AdapterEvent.Recovery) rig.recoveries.get(3)).goingOn(), "the failure is reported");
        rig.port.answers = true;
        rig.scanning();
        assertEquals(4, rig.recoveries.size(), "what is tried after a failure is no news: " + rig.recoveries);
    }
}
