package nbe.bgapi.adapter;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import nbe.bgapi.machine.Timings;
import org.junit.jupiter.api.Test;

class LookScheduleTest {
    private static final long MS = 1_000_000L;
    private static final long START = 7_000 * MS;

    private final LookSchedule looks = new LookSchedule(START);

    @Test
    void theFirstLookIsDueAtOnceAndTheNextAfterItsTime() {
        assertTrue(looks.isDue(START));
        looks.looked(START, 250);
        assertFalse(looks.isDue(START + 249 * MS));
        assertTrue(looks.isDue(START + 250 * MS));
    }

    @Test
    void aChangeBringsTheNextLookForwardButKeepsLooks20MsApart() {
        looks.looked(START, 250);
        looks.onPortsChanged();
        assertFalse(looks.isDue(START + 5 * MS));
        assertFalse(looks.isDue(START + 19 * MS));
        assertTrue(looks.isDue(START + 20 * MS));
        looks.looked(START + 20 * MS, 250);
        assertFalse(looks.isDue(START + 40 * MS), "one change is one look");
    }

    @Test
    void aChangeDoesNotPutALookOff() {
        looks.looked(START, 250);
        looks.onPortsChanged();
        assertTrue(looks.isDue(START + 300 * MS));
    }

    @Test
    void whereChangesAreReportedALookInVainIsFollowedByALongWait() {
        looks.looked(START, 250);
        looks.relyOnChanges();
        assertFalse(looks.isDue(START + Timings.LOOK_WATCHED - 1));
        assertTrue(looks.isDue(START + Timings.LOOK_WATCHED));
    }

    @Test
    void afterAChangeLooksStayCloseForFiveSeconds() {
        looks.onPortsChanged();
        assertTrue(looks.isDue(START));
        looks.looked(START + 100 * MS, 250);
        looks.relyOnChanges();
        assertTrue(looks.isDue(START + 350 * MS));
        long later = START + Timings.LOOK_CLOSELY;
        looks.looked(later, 250);
        looks.relyOnChanges();
        assertFalse(looks.isDue(later + 350 * MS));
    }

    @Test
    void aPortThatWasClosedIsLookedForAtOnce() {
        looks.looked(START, 250);
        looks.lookAtOnce(START + MS);
        assertTrue(looks.isDue(START + MS));
    }

    @Test
    void aWakeUpEndsThePauseAndIsUsedUp() throws InterruptedException {
        looks.looked(START, 60_000);
        looks.wake();
        looks.wake();
        looks.pause(START); // returns at once, or the test takes a minute
        looks.looked(START, 1);
        looks.pause(START); // nothing is left over: waits its millisecond
        assertTrue(looks.isDue(START + MS));
    }

    @Test
    void anInterruptEndsThePause() {
        looks.looked(START, 60_000);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> looks.pause(START));
        assertFalse(Thread.interrupted());
    }
}
