package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent.PresenceChanged;
import org.junit.jupiter.api.Test;

/** No operation of the outbox takes longer because more waits. */
class OutboxCostTest extends OutboxRig {
    private static final int FEW = 256;
    private static final int MANY = 10 * FEW;
    private static final int ROUNDS = 40;
    private static final int TURNS = 2_000;
    /** A scan of what waits would take ten times as long. */
    private static final double LIMIT = 4;

    @Test
    void aTurnOfTheCoreTakesTheSameTimeWhateverWaits() {
        double few = Double.MAX_VALUE;
        double many = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) { // the fastest of many: others use the processor, too
            few = Math.min(few, nanosOfTurn(FEW));
            many = Math.min(many, nanosOfTurn(MANY));
        }
        assertTrue(many < LIMIT * few, few + " ns with " + FEW + " waiting, " + many + " ns with " + MANY);
    }

    /** The presences of so many bands wait, a twentieth as many intents, and twice those are on the way. */
    private static double nanosOfTurn(int waiting) {
        OutboxCostTest rig = new OutboxCostTest();
        rig.openWithAnAgentThatAnswersPings();
        List<PresenceChanged> crowd = crowd(waiting);
        crowd.forEach(rig.outbox::presence);
        for (int i = 0; i < waiting / 10; i++) {
            rig.outbox.intent(rig.intent("tap", crowd.get(i).band()));
            rig.frames();
        }
        rig.outbox.intent(rig.intent("tap", A));
        rig.outbox.next(rig.now); // with the transport: the others wait
        for (int i = 0; i < waiting / 20; i++) {
            rig.outbox.intent(rig.intent("tap", crowd.get(i).band()));
        }
        BandAddress other = BandAddress.parse("C0:00:00:00:00:01");
        long deadline = 0;
        long begin = System.nanoTime();
        for (int i = 0; i < TURNS; i++) {
            rig.outbox.presence(weak(other));
            rig.outbox.presence(absent(other));
            rig.outbox.intent(rig.intent("tap", A)); // after 256 each drops the oldest
            rig.outbox.replay(Optional.of(A), Optional.empty());
            assertEquals(Optional.empty(), rig.outbox.stuck(rig.now));
            rig.outbox.expire(rig.now);
            assertEquals(Optional.empty(), rig.outbox.next(rig.now));
            assertFalse(rig.outbox.isIdle());
            deadline += rig.outbox.deadlineNanos();
        }
        double nanos = (System.nanoTime() - begin) / (double) TURNS;
        assertTrue(deadline != 0);
        return nanos;
    }
}
