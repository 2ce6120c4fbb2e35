package nbe.bgapi.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import nbe.bgapi.port.AdapterProblem;
import nbe.bgapi.port.CannotOpenException;
import nbe.bgapi.port.FoundPort;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Packet;
import org.junit.jupiter.api.Test;

class AdapterMachineTest {
    private final MachineRig rig = new MachineRig();

    @Test
    void aDongleThatWasLeftScanningIsBroughtToOrderWithoutAReset() {
        rig.scanning = true;
        rig.run(200);
        assertEquals(
                List.of(
                        "gap_end_procedure",
                        "gap_set_mode",
                        "system_get_connections",
                        "connection_disconnect",
                        "connection_disconnect",
                        "connection_disconnect",
                        "system_hello",
                        "system_get_info",
                        "system_address_get",
                        "gap_set_filtering",
                        "gap_set_scan_parameters",
                        "gap_discover"),
                rig.sentNames());
        assertTrue(rig.isScanning());
        assertEquals(
                List.of(new AdapterStatus.Scanning("/dev/ttyACM0", "1.3.2 build 122", "00:07:80:1A:2B:3C")),
                rig.statuses);
    }

    @Test
    void itScansActivelyAllTheTimeAndWithoutFilteringDuplicates() {
        rig.scanning();
        assertTrue(rig.sent.contains(Packet.command(Command.GAP_SET_FILTERING, 0, 0, 0)));
        assertTrue(rig.sent.contains(Packet.command(Command.GAP_SET_SCAN_PARAMETERS, 200, 200, 1)));
        assertTrue(rig.sent.contains(Packet.command(Command.GAP_DISCOVER, 2)));
    }

    @Test
    void anAnswerToDisconnectCountsWhateverHandleItNames() {
        rig.namesHandles = false;
        rig.run(200);
        assertTrue(rig.isScanning());
        assertEquals(
                3,
                rig.sentNames().stream().filter("connection_disconnect"::equals).count());
    }

    @Test
    void nothingAttachedIsSaidOnceWithinASecond() {
        rig.attached = null;
        assertTrue(rig.runUntilStatus(1_000) <= 1_000);
        assertInstanceOf(AdapterStatus.Missing.class, rig.statuses.get(0));
        rig.run(60_000);
        assertEquals(1, rig.statuses.size());
    }

    @Test
    void anUnpluggedDongleIsNoticedWithin3SecondsAndUsedWithin3SecondsOfComingBack() {
        rig.scanning();
        rig.attached = null;
        assertTrue(rig.runUntilStatus(2_500) <= 2_500);
        assertInstanceOf(AdapterStatus.Missing.class, rig.statuses.get(1));
        rig.run(30_000);
        rig.attached = MachineRig.PORT;
        assertTrue(rig.runUntilStatus(1_000) <= 1_000);
        assertTrue(rig.isScanning());
        assertEquals(0, rig.count("system_reset"));
    }

    @Test
    void aDongleThatIsBackAtOnceWasNeverAway() {
        rig.scanning();
        rig.attached = null;
        rig.run(600);
        rig.attached = MachineRig.PORT;
        rig.run(1_000);
        assertTrue(rig.isScanning());
        assertEquals(1, rig.statuses.size());
    }

    @Test
    void aStuckDongleIsResetOnceAndTheAbsenceMeanwhileIsNone() {
        rig.discoverResult = 0x0181;
        rig.run(900);
        assertEquals(1, rig.count("system_reset"));
        rig.discoverResult = 0;
        rig.runUntilStatus(3_000);
        assertTrue(rig.isScanning());
        assertEquals(1, rig.statuses.size());
        rig.run(120_000);
        assertEquals(1, rig.count("system_reset"));
    }

    @Test
    void aRefusalIsFailedWithin6SecondsAfterExactlyOneReset() {
        rig.discoverResult = 0x0181;
        assertTrue(rig.runUntilStatus(5_500) <= 5_500);
        assertEquals(AdapterProblem.REFUSES_TO_SCAN, rig.problem());
        assertEquals(1, rig.count("system_reset"));
        rig.run(50_000);
        assertEquals(1, rig.count("system_reset"));
        assertEquals(1, rig.statuses.size());
        rig.discoverResult = 0;
        assertTrue(rig.runUntilStatus(2_500) <= 2_500);
        assertTrue(rig.isScanning());
    }

    @Test
    void aLastingRefusalIsResetAgainNoMoreThanOnceAMinute() {
        rig.discoverResult = 0x0180;
        rig.run(300_000);
        assertTrue(rig.count("system_reset") >= 3 && rig.count("system_reset") <= 5, "" + rig.count("system_reset"));
    }

    @Test
    void aSilentDongleIsFailedWithin6SecondsAndUsedWithin3OfAnswering() {
        for (boolean leaves : new boolean[] {true, false}) {
            MachineRig silent = new MachineRig();
            silent.answers = false;
            silent.leavesOnReset = leaves;
            assertTrue(silent.runUntilStatus(5_500) <= 5_500);
            assertEquals(AdapterProblem.NO_ANSWER, silent.problem());
            assertEquals(1, silent.count("system_reset"));
            silent.run(20_000);
            assertEquals(1, silent.statuses.size());
            silent.answers = true;
            assertTrue(silent.runUntilStatus(2_000) <= 2_000);
            assertTrue(silent.isScanning());
        }
    }

    @Test
    void aScanningDongleThatFallsSilentIsFailedWithin6Seconds() {
        rig.advertises = true;
        rig.scanning();
        rig.advertises = false;
        rig.answers = false;
        rig.leavesOnReset = false;
        assertTrue(rig.runUntilStatus(5_500) <= 5_500, rig.timeline.toString());
        assertEquals(AdapterProblem.NO_ANSWER, rig.problem());
        assertEquals(1, rig.counted(AdapterCounter.HELLO_TIMEOUTS));
        assertEquals(1, rig.counted(AdapterCounter.REOPENS));
    }

    @Test
    void anEmptyRoomIsNoFault() {
        rig.scanning();
        rig.run(50_000);
        assertTrue(rig.count("system_hello") >= 45, "asked " + rig.count("system_hello") + " times");
        assertEquals(1, rig.count("gap_discover"));
        assertEquals(1, rig.statuses.size());
    }

    @Test
    void aBusyRoomIsNeverAskedForLife() {
        rig.advertises = true;
        rig.scanning();
        rig.run(50_000);
        assertEquals(1, rig.count("system_hello"));
    }

    @Test
    void aScanWithoutAnyAdvertisementIsStartedAgainEachMinuteInSilence() {
        rig.scanning();
        rig.run(125_000);
        assertEquals(3, rig.count("gap_discover"));
        assertEquals(1, rig.statuses.size());
        assertTrue(rig.timeline.stream().noneMatch(line -> line.contains("level=WARN")), rig.timeline.toString());
    }

    @Test
    void oneLostAnswerToHelloIsForgiven() {
        rig.scanning();
        rig.answers = false;
        rig.run(700); // the first question falls into this time
        rig.answers = true;
        rig.run(2_000);
        assertTrue(rig.isScanning());
        assertEquals(0, rig.counted(AdapterCounter.HELLO_TIMEOUTS));
    }

    @Test
    void aTrueBootEventBringsTheDongleToOrderAgain() {
        rig.scanning();
        rig.scanning = false;
        rig.hear(MachineRig.boot());
        rig.run(100);
        assertTrue(rig.isScanning() && rig.scanning);
        assertEquals(1, rig.counted(AdapterCounter.DONGLE_RESTARTS));
        assertEquals(2, rig.count("gap_discover"));
        assertEquals(1, rig.statuses.size());
    }

    @Test
    void aBootEventWithOtherNumbersIsIgnoredAndCounted() {
        rig.scanning();
        rig.hear(Packet.event(Event.SYSTEM_BOOT, 0xFF02, 0x1106, 0x2B01, 0xC0DE, 0, 7, 9));
        assertTrue(rig.isScanning());
        assertEquals(1, rig.counted(AdapterCounter.FALSE_BOOTS));
        assertEquals(1, rig.count("gap_discover"));
    }

    @Test
    void aDongleThatRestartsInMidOrderIsAskedFromTheBeginning() {
        rig.answers = false;
        rig.run(100);
        rig.hear(Packet.response(Command.GAP_END_PROCEDURE, 0x0181));
        rig.hear(MachineRig.boot());
        assertEquals(
                RecoveryStep.END_PROCEDURE,
                ((Recovering) rig.machine.state()).sent().step());
        rig.answers = true;
        rig.run(1_200);
        assertTrue(rig.isScanning());
    }

    @Test
    void aDongleThatNeverStopsRestartingIsFailed() {
        rig.leavesOnReset = false;
        rig.answers = false;
        for (int i = 0; i < 40 && rig.statuses.isEmpty(); i++) {
            rig.run(100);
            if (rig.open) {
                rig.hear(Packet.response(Command.GAP_END_PROCEDURE, 0x0181));
                rig.hear(MachineRig.boot());
            }
        }
        assertEquals(AdapterProblem.NO_ANSWER, rig.problem());
    }

    @Test
    void halfACommandInItsBufferIsFilledUpByAskingAgain() {
        rig.answers = false;
        rig.run(900);
        rig.hear(Packet.event(Event.SYSTEM_PROTOCOL_ERROR, 0x0184));
        rig.answers = true;
        rig.run(500);
        assertTrue(rig.isScanning());
        assertEquals(0, rig.count("system_reset"));
        assertEquals(1, rig.counted(AdapterCounter.PROTOCOL_ERRORS));
    }

    @Test
    void aResponseBehindThousandsOfAdvertisementsIsWaitedFor() {
        rig.answers = false;
        rig.scanning = true;
        rig.advertises = true;
        rig.run(2_000);
        assertInstanceOf(Recovering.class, rig.machine.state());
        assertEquals(0, rig.count("system_reset"));
        rig.answers = true;
        rig.hear(Packet.response(Command.GAP_END_PROCEDURE, 0));
        rig.run(100);
        assertTrue(rig.isScanning());
    }

    @Test
    void textInsteadOfPacketsIsForeignFirmwareAndIsNotReset() {
        rig.answers = false;
        rig.strayText = Optional.of(new StrayText("enter ASCII 0 to reboot in dfu"));
        assertTrue(rig.runUntilStatus(5_000) <= 5_000);
        assertEquals(AdapterProblem.FOREIGN_FIRMWARE, rig.problem());
        assertTrue(rig.statuses.get(0).toString().contains("reboot in dfu"));
        assertEquals(0, rig.count("system_reset"));
    }

    @Test
    void aDongleInDfuModeIsNotOpened() {
        rig.attached = new FoundPort("1-2", "/dev/ttyACM0", true);
        rig.runUntilStatus(1_000);
        assertEquals(AdapterProblem.DFU_MODE, rig.problem());
        assertFalse(rig.open);
        rig.attached = MachineRig.PORT;
        rig.runUntilStatus(3_000);
        assertTrue(rig.isScanning());
    }

    @Test
    void aPortInUseGetsNothingSentAndIsUsedOnceItIsFree() {
        rig.refusal = CannotOpenException.because(AdapterProblem.IN_USE, "held by minicom (pid 7)");
        long took = rig.runUntilStatus(3_000);
        assertTrue(took >= 1_000, "a former owner gets a snapshot to close: " + took);
        assertEquals(AdapterProblem.IN_USE, rig.problem());
        assertTrue(rig.statuses.get(0).toString().contains("minicom (pid 7)"));
        rig.run(10_000);
        assertEquals(List.of(), rig.sent);
        assertEquals(1, rig.statuses.size());
        rig.refusal = null;
        assertTrue(rig.runUntilStatus(2_500) <= 2_500);
        assertTrue(rig.isScanning());
    }

    @Test
    void aPortThatUdevHasNotFinishedIsNoVerdict() {
        rig.refusal = CannotOpenException.because(AdapterProblem.NO_PERMISSION, "error 13");
        rig.run(1_000);
        rig.refusal = null;
        rig.run(500);
        assertTrue(rig.isScanning());
        assertEquals(1, rig.statuses.size());
    }

    @Test
    void aMissingLibraryIsSaidAtOnce() {
        rig.refusal = CannotOpenException.because(AdapterProblem.NO_SERIAL_LIBRARY, "UnsatisfiedLinkError");
        assertTrue(rig.runUntilStatus(200) <= 200);
        assertEquals(AdapterProblem.NO_SERIAL_LIBRARY, rig.problem());
    }

    @Test
    void aPortThatIsFoundButDoesNotExistIsAbsent() {
        rig.refusal = CannotOpenException.notThere("COM5 is not there");
        assertTrue(rig.runUntilStatus(1_000) <= 1_000);
        assertInstanceOf(AdapterStatus.Missing.class, rig.statuses.get(0));
        rig.run(5_000);
        assertEquals(1, rig.statuses.size());
        rig.refusal = null;
        assertTrue(rig.runUntilStatus(1_000) <= 1_000);
        assertTrue(rig.isScanning());
    }

    @Test
    void aFailedDongleThatIsUnpluggedIsAbsent() {
        rig.discoverResult = 0x0181;
        rig.runUntilStatus(6_000);
        rig.attached = null;
        assertTrue(rig.runUntilStatus(2_500) <= 2_500);
        assertInstanceOf(AdapterStatus.Missing.class, rig.statuses.get(1));
    }

    @Test
    void aDongleThatDoesNotComeBackFromAResetIsAbsentAfter3Seconds() {
        rig.discoverResult = 0x0181;
        rig.run(300);
        rig.backAt = -1;
        rig.attached = null;
        long took = rig.runUntilStatus(4_000);
        assertTrue(took >= 2_000 && took <= 3_500, "" + took);
        assertInstanceOf(AdapterStatus.Missing.class, rig.statuses.get(0));
    }

    @Test
    void aFaultClosesTheSessionAndOpensANewOne() {
        rig.scanning();
        rig.open = false; // the thread has closed it
        rig.perform(rig.machine.onFault(rig.snapshot()));
        rig.run(1_000);
        assertTrue(rig.isScanning());
        assertEquals(1, rig.statuses.size());
    }
}
