package nbe.bgapi.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Packet;
import org.junit.jupiter.api.Test;

/** What becomes of scanning while a session wants the radio. */
class LendingTest {
    private final MachineRig rig = new MachineRig().scanning();
    private final int before = rig.sent.size();

    private void borrow() {
        rig.borrowed = true;
        rig.perform(rig.machine.onRadioWanted(rig.snapshot()));
    }

    private List<String> sentSince() {
        return rig.sentNames().subList(before, rig.sent.size());
    }

    @Test
    void theRadioIsLentOnceScanningHasEnded() {
        rig.answers = false;
        borrow();
        assertEquals(List.of("gap_end_procedure"), sentSince());
        assertEquals(0, rig.lent);
        rig.answers = true;
        rig.hear(Packet.response(Command.GAP_END_PROCEDURE, 0));
        assertEquals(1, rig.lent);
        assertTrue(rig.machine.lends());
    }

    @Test
    void scanningGoesOnBesideTheConnection() {
        borrow();
        assertFalse(rig.scanning);
        rig.perform(rig.machine.onRadioReturned(true, rig.snapshot()));
        assertTrue(rig.scanning);
        assertTrue(rig.isScanning());
        assertEquals(List.of("gap_end_procedure", "gap_discover"), sentSince());
        assertEquals(1, rig.statuses.size(), "nothing that the outside had to know");
    }

    @Test
    void firmwareThatDoesNotScanBesideAConnectionScansAfterIt() {
        borrow();
        rig.discoverResult = 0x0181;
        rig.perform(rig.machine.onRadioReturned(true, rig.snapshot()));
        assertInstanceOf(Lending.class, rig.machine.state());
        rig.run(12_000);
        assertInstanceOf(Lending.class, rig.machine.state(), "it is tried again, and the session lives");
        assertEquals(3, sentSince().stream().filter("gap_discover"::equals).count());
        rig.discoverResult = 0;
        rig.borrowed = false;
        rig.perform(rig.machine.onBorrowerLeft(true, rig.snapshot()));
        assertTrue(rig.isScanning());
        assertEquals(1, rig.statuses.size());
    }

    @Test
    void aSessionThatDiesHalfWayLeavesAScanningDongle() {
        borrow();
        rig.borrowed = false;
        rig.perform(rig.machine.onBorrowerLeft(false, rig.snapshot()));
        assertTrue(rig.isScanning());
        assertEquals(
                3, sentSince().stream().filter("connection_disconnect"::equals).count());
    }

    @Test
    void aSessionThatLeavesItsConnectionBehindHasItEnded() {
        borrow();
        rig.perform(rig.machine.onRadioReturned(true, rig.snapshot()));
        rig.borrowed = false;
        rig.perform(rig.machine.onBorrowerLeft(false, rig.snapshot()));
        assertTrue(rig.isScanning());
        assertEquals(
                3, sentSince().stream().filter("connection_disconnect"::equals).count());
    }

    @Test
    void anOrderlyEndOfASessionDoesNotTouchTheScan() {
        borrow();
        rig.perform(rig.machine.onRadioReturned(true, rig.snapshot()));
        int sent = rig.sent.size();
        rig.borrowed = false;
        rig.perform(rig.machine.onBorrowerLeft(true, rig.snapshot()));
        assertEquals(sent, rig.sent.size());
        assertTrue(rig.isScanning());
    }

    @Test
    void aRadioThatIsNeverReturnedIsTakenBack() {
        borrow();
        rig.run(Timings.LONGEST_LOAN / MachineRig.MS + 500);
        assertTrue(rig.isScanning());
    }

    @Test
    void aDongleThatDoesNotAnswerIsBroughtToOrder() {
        rig.answers = false;
        borrow();
        rig.run(Timings.ANSWER_IN_TRAFFIC / MachineRig.MS + 100);
        assertInstanceOf(Recovering.class, rig.machine.state());
        assertFalse(rig.machine.lends());
    }

    @Test
    void theMinuteWithoutAdvertisementsDoesNotEndAConnection() {
        borrow();
        rig.perform(rig.machine.onRadioReturned(true, rig.snapshot()));
        rig.run(130_000);
        assertEquals(1, sentSince().stream().filter("gap_discover"::equals).count());
        rig.borrowed = false;
        rig.run(2_000);
        assertEquals(2, sentSince().stream().filter("gap_discover"::equals).count());
    }

    @Test
    void stoppingEndsItFromEveryPhase() {
        borrow();
        rig.perform(rig.machine.onStop(rig.snapshot()));
        rig.run(1_000);
        assertTrue(rig.machine.isStopped());
        assertFalse(rig.open);
    }
}
