package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The life of an intent: sent, confirmed, dropped, reported. */
class OutboxIntentsTest extends OutboxRig {
    @Test
    void anIntentIsDroppedAndReportedOnceItIsTwoSecondsOld() {
        outbox.intent(intent("tap", A));
        now += Outbox.INTENT_LIFE - 1;
        outbox.expire(now);
        assertEquals(List.of(), drops);
        now += 1;
        outbox.expire(now);
        assertEquals(List.of("tap TOO_OLD"), drops);
        outbox.opened(HELLO, Optional.of(SCANNING), List.of());
        assertEquals(List.of("hello", "ble_ready"), drain());
    }

    @Test
    void anAgentThatWasAwayForLessThanTwoSecondsGetsTheIntent() {
        outbox.intent(intent("tap", A));
        now += TimeUnit.MILLISECONDS.toNanos(1900);
        outbox.opened(HELLO, Optional.of(SCANNING), List.of());
        assertEquals(List.of("hello", "ble_ready", "tap"), drain());
    }

    @Test
    void anIntentThatTheOperatingSystemDidNotTakeGoesOnTheNextConnectionOnce() {
        open();
        outbox.intent(intent("tap", A));
        assertEquals("tap", outbox.next(now).orElseThrow().text());
        outbox.lost(true);
        outbox.opened(HELLO, Optional.of(SCANNING), List.of());
        assertEquals(List.of("hello", "ble_ready", "tap"), drain());
    }

    @Test
    void anIntentThatMayHaveBeenTakenIsNotSentAgainButReported() {
        open();
        outbox.intent(intent("tap", A));
        assertEquals("tap", outbox.next(now).orElseThrow().text());
        outbox.lost(false);
        assertEquals(List.of("tap UNCERTAIN"), drops);
        outbox.opened(HELLO, Optional.of(SCANNING), List.of());
        assertEquals(List.of("hello", "ble_ready"), drain());
    }

    @Test
    void anIntentThatWasTakenAndNotConfirmedIsNotSentAgainButReported() {
        open();
        outbox.intent(intent("tap", A));
        drain();
        outbox.lost(true);
        assertEquals(List.of("tap UNCERTAIN"), drops);
        outbox.opened(HELLO, Optional.of(SCANNING), List.of());
        assertEquals(List.of("hello", "ble_ready"), drain());
    }

    @Test
    void anIntentThatIsStuckOnItsWayEndsTheConnectionAndIsNotSentLate() {
        open();
        outbox.intent(intent("tap", A));
        assertTrue(outbox.next(now).isPresent());
        assertEquals(now + Outbox.INTENT_LIFE, outbox.deadlineNanos());
        now += Outbox.INTENT_LIFE - 1;
        assertEquals(Optional.empty(), outbox.stuck(now));
        now += 1;
        assertTrue(outbox.stuck(now).orElseThrow().contains("takes no data"));
        outbox.lost(false);
        assertEquals(List.of("tap UNCERTAIN"), drops, "the system may have taken it at the last moment");
        outbox.opened(HELLO, Optional.of(SCANNING), List.of());
        assertEquals(List.of("hello", "ble_ready"), drain());
    }

    @Test
    void anIntentThatWasConfirmedIsDoneWith() {
        open();
        outbox.intent(intent("tap", A));
        confirm(send());
        assertEquals(Long.MAX_VALUE, outbox.deadlineNanos());
        now += Outbox.INTENT_LIFE;
        assertEquals(Optional.empty(), outbox.stuck(now));
        outbox.lost(true);
        assertEquals(List.of(), drops);
    }

    @Test
    void oneConfirmationIsForAllThatWentBefore() {
        open();
        outbox.intent(intent("first", A));
        outbox.intent(intent("second", B));
        outbox.intent(intent("third", A));
        send();
        long second = send();
        send();
        confirm(second);
        outbox.lost(true);
        assertEquals(List.of("third UNCERTAIN"), drops);
    }

    @Test
    void anIntentThatIsNotConfirmedWithinItsLifeBreaksTheConnectionOff() {
        openWithAnAgentThatAnswersPings();
        outbox.intent(intent("tap", A));
        now += TimeUnit.MILLISECONDS.toNanos(500);
        drain();
        long deadline = outbox.deadlineNanos();
        assertEquals(now + TimeUnit.MILLISECONDS.toNanos(1500), deadline, "it is the tap that counts, not the sending");
        assertEquals(Optional.empty(), outbox.stuck(deadline - 1));
        assertTrue(outbox.stuck(deadline).orElseThrow().contains("ping"));
        outbox.lost(false);
        assertEquals(List.of("tap UNCERTAIN"), drops);
        outbox.opened(HELLO, Optional.of(SCANNING), List.of());
        assertEquals(List.of("hello", "ble_ready"), drain());
    }

    @Test
    void anAgentThatAnsweredOncePerhapsOnAnEarlierConnectionIsKnownToAnswer() {
        openWithAnAgentThatAnswersPings();
        outbox.lost(true);
        outbox.opened(HELLO, Optional.of(SCANNING), List.of());
        long hello = send();
        drain();
        outbox.intent(intent("tap", A));
        assertEquals(List.of(), drain(), "not before this connection is known to bring confirmations");
        assertEquals(now + Outbox.INTENT_LIFE - Confirmations.SHORTEST_ALLOWANCE, outbox.deadlineNanos());
        confirm(hello);
        assertEquals(List.of("tap"), drain());
        now += Outbox.INTENT_LIFE;
        assertTrue(outbox.stuck(now).isPresent());
    }

    @Test
    void anIntentIsDroppedIfTheConnectionBringsNoConfirmationAndHoldsNothingElseUp() {
        openWithAnAgentThatAnswersPings();
        outbox.lost(true);
        outbox.opened(HELLO, Optional.empty(), List.of());
        send();
        outbox.intent(intent("tap", A));
        now += Outbox.INTENT_PATIENCE;
        assertEquals(List.of(), drain());
        assertEquals(
                now + Outbox.INTENT_LIFE - Outbox.INTENT_PATIENCE - Confirmations.SHORTEST_ALLOWANCE,
                outbox.deadlineNanos());
        outbox.adapters(SCANNING, List.of(weak(B)));
        assertEquals(List.of("ble_ready", "presence weak " + B), drain());
        now = outbox.deadlineNanos();
        assertEquals(List.of(), drain());
        assertEquals(List.of("tap TOO_OLD"), drops);
    }

    @Test
    void anAgentThatNeverAnsweredAPingIsLeftInPeace() {
        open();
        outbox.intent(intent("old", A));
        drain();
        now += Outbox.INTENT_LIFE;
        outbox.intent(intent("new", A));
        drain();
        assertEquals(Optional.empty(), outbox.stuck(now));
        outbox.lost(true);
        assertEquals(List.of("new UNCERTAIN"), drops, "of the old one nobody will ever know");
    }

    @Test
    void anIntentThatCouldNotBeConfirmedInTimeIsNotSent() {
        outbox.opened(HELLO, Optional.of(SCANNING), List.of());
        long hello = send();
        now += TimeUnit.MILLISECONDS.toNanos(80);
        confirm(hello);
        drain();
        outbox.intent(intent("tap", A));
        now += TimeUnit.MILLISECONDS.toNanos(2000 - (80 + 4 * 40)); // RFC 6298 section 2.2
        assertEquals(List.of(), drain());
        assertEquals(List.of("tap TOO_OLD"), drops);
    }

    @Test
    void aLongWayCostsAnIntentALittleOfItsLifeOnly() {
        outbox.opened(HELLO, Optional.of(SCANNING), List.of());
        long hello = send();
        now += TimeUnit.SECONDS.toNanos(5);
        confirm(hello);
        drain();
        outbox.intent(intent("tap", A));
        now += Outbox.INTENT_LIFE - Confirmations.LONGEST_ALLOWANCE - 1;
        assertEquals(List.of("tap"), drain());
    }

    @Test
    void noMoreIntentsAreSentWhileTooManyAreNotConfirmed() {
        openWithAnAgentThatAnswersPings();
        for (int i = 0; i < Outbox.INTENTS; i++) {
            outbox.intent(intent("tap" + i, A));
            send();
        }
        outbox.intent(intent("one more", A));
        assertEquals(List.of(), drain());
        outbox.confirmed(2, now);
        assertEquals(List.of("one more"), drain());
    }

    @Test
    void ofTooManyIntentsTheOldestIsDroppedAndReported() {
        for (int i = 0; i <= Outbox.INTENTS; i++) {
            outbox.intent(intent("tap" + i, A));
        }
        assertEquals(List.of("tap0 TOO_MANY"), drops);
    }

    @Test
    void theEndReportsWhatWasNotSent() {
        open();
        outbox.intent(intent("flying", A));
        outbox.next(now);
        outbox.intent(intent("waiting", B));
        outbox.end();
        assertEquals(List.of("flying UNCERTAIN", "waiting ENDED"), drops);
    }
}
