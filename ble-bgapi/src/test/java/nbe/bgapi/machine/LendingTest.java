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
        rig.session = true;
        rig.perform(rig.machine.onRadioWanted(rig.moment()));
    }

    private List<String> sentSince() {
        return rig.sentNames().subList(before, rig.sent.size());
    }

    private long lent() {
        return rig.timeline.stream().filter(line -> line.contains("LendRadio")).count();
    }

    @Test
    void theRadioIsLentOnceScanningHasEnded() {
        rig.answers = false;
        borrow();
        assertEquals(List.of("gap_end_procedure"), sentSince());
        assertEquals(0, lent());
        rig.answers = true;
        rig.hear(Packet.response(Command.GAP_END_PROCEDURE, 0));
        assertEquals(1, lent());
        assertTrue(rig.machine.servesSessions());
    }

    @Test
    void scanningGoesOnBesideTheConnection() {
        borrow();
        assertFalse(rig.scanning);
        rig.perform(rig.machine.onRadioReturned(true, rig.moment()));
        assertTrue(rig.scanning);
        assertTrue(rig.machine.isScanning());
        assertEquals(List.of("gap_end_procedure", "gap_discover"), sentSince());
        assertEquals(1, rig.verdicts.size(), "nothing that the outside had to know");
    }

    @Test
    void firmwareThatDoesNotScanBesideAConnectionScansAfterIt() {
        borrow();
        rig.discoverResult = 0x0181;
        rig.perform(rig.machine.onRadioReturned(true, rig.moment()));
        assertInstanceOf(Lending.class, rig.machine.state());
        rig.run(12_000);
        assertInstanceOf(Lending.class, rig.machine.state(), "it is tried again, and the session lives");
        assertEquals(3, sentSince().stream().filter("gap_discover"::equals).count());
        rig.discoverResult = 0;
        rig.session = false;
        rig.perform(rig.machine.onSessionEnded(true, rig.moment()));
        assertTrue(rig.machine.isScanning());
        assertEquals(1, rig.verdicts.size());
    }

    @Test
    void aSessionThatDiesHalfWayLeavesAScanningDongle() {
        borrow();
        rig.session = false;
        rig.perform(rig.machine.onSessionEnded(false, rig.moment()));
        assertTrue(rig.machine.isScanning());
        assertEquals(
                3, sentSince().stream().filter("connection_disconnect"::equals).count());
    }

    @Test
    void aSessionThatLeavesItsConnectionBehindHasItEnded() {
        borrow();
        rig.perform(rig.machine.onRadioReturned(true, rig.moment()));
        rig.session = false;
        rig.perform(rig.machine.onSessionEnded(false, rig.moment()));
        assertTrue(rig.machine.isScanning());
        assertEquals(
                3, sentSince().stream().filter("connection_disconnect"::equals).count());
    }

    @Test
    void anOrderlyEndOfASessionDoesNotTouchTheScan() {
        borrow();
        rig.perform(rig.machine.onRadioReturned(true, rig.moment()));
        int sent = rig.sent.size();
        rig.session = false;
        rig.perform(rig.machine.onSessionEnded(true, rig.moment()));
        assertEquals(sent, rig.sent.size());
        assertTrue(rig.machine.isScanning());
    }

    @Test
    void aRadioThatIsNeverReturnedIsTakenBack() {
        borrow();
        rig.run(Patience.LONGEST_LOAN / MachineRig.MS + 500);
        assertTrue(rig.machine.isScanning());
    }

    @Test
    void aDongleThatDoesNotAnswerIsBroughtToOrder() {
        rig.answers = false;
        borrow();
        rig.run(Patience.ANSWER_IN_TRAFFIC / MachineRig.MS + 100);
        assertInstanceOf(Ordering.class, rig.machine.state());
        assertFalse(rig.machine.servesSessions());
    }

    @Test
    void theMinuteWithoutAdvertisementsDoesNotEndAConnection() {
        borrow();
        rig.perform(rig.machine.onRadioReturned(true, rig.moment()));
        rig.run(130_000);
        assertEquals(1, sentSince().stream().filter("gap_discover"::equals).count());
        rig.session = false;
        rig.run(2_000);
        assertEquals(2, sentSince().stream().filter("gap_discover"::equals).count());
    }

    @Test
    void stoppingEndsItFromEveryPhase() {
        borrow();
        rig.perform(rig.machine.onStop(rig.moment()));
        rig.run(1_000);
        assertTrue(rig.machine.isStopped());
        assertFalse(rig.open);
    }
}
