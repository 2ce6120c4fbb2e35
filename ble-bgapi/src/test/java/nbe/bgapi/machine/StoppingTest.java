package nbe.bgapi.machine;

import static nbe.bgapi.machine.MachineRig.MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The end of the driver, and a process that stands still in the midst of it all. */
class StoppingTest {
    private final MachineRig rig = new MachineRig();

    @Test
    void stoppingSwitchesTheScanOffAndWaitsForTheAnswer() {
        rig.scanning();
        rig.perform(rig.machine.onStop(rig.snapshot()));
        assertTrue(rig.machine.isStopped());
        assertFalse(rig.scanning || rig.open);
        assertEquals("gap_end_procedure", rig.sentNames().get(rig.sent.size() - 1));
    }

    @Test
    void stoppingASilentDongleTakes500Ms() {
        rig.scanning();
        rig.answers = false;
        rig.perform(rig.machine.onStop(rig.snapshot()));
        assertFalse(rig.machine.isStopped());
        rig.run(550);
        assertTrue(rig.machine.isStopped());
        assertFalse(rig.open);
    }

    @Test
    void aStallIsNotTakenForSilence() {
        rig.scanning();
        rig.answers = false;
        rig.run(1_100); // hello is on its way
        rig.now += 600_000 * MS;
        rig.answers = true;
        rig.perform(rig.machine.onStalled(rig.snapshot()));
        rig.run(3_000);
        assertTrue(rig.isScanning());
        assertEquals(0, rig.counted(AdapterCounter.HELLO_TIMEOUTS));
    }
}
