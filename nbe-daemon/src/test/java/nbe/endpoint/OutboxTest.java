package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The order of frames, presence, answers; an intent that is late is dropped. */
class OutboxTest extends OutboxRig {
    @Test
    void afterConnectComeEndpointThenAdapterThenPresenceThenTheRest() {
        outbox.intent(intent("tap", A));
        outbox.opened(HELLO, Optional.of(SCANNING), List.of(weak(A), weak(B)));
        outbox.presence(absent(A));
        assertEquals(List.of("hello", "ble_ready", "presence weak " + A, "tap", "presence weak " + B), drain());
        now += ReportedPresences.PAUSE;
        assertEquals(List.of("presence absent " + A), drain());
    }

    @Test
    void presenceWaitsUntilTheAdaptersStateIsKnown() {
        outbox.opened(HELLO, Optional.empty(), List.of());
        outbox.presence(weak(A));
        assertEquals(List.of("hello"), drain());
        outbox.adapters(GONE, List.of(weak(A)));
        assertEquals(List.of("error 5000", "presence weak " + A), drain());
    }

    @Test
    void withoutBluetoothNothingStandsBetweenEndpointAndPresence() {
        Outbox silent = new Outbox(false, (intent, why) -> {});
        silent.opened(HELLO, Optional.empty(), List.of());
        silent.intent(intent("tap", A));
        assertEquals(List.of("hello", "tap"), drain(silent));
    }

    @Test
    void anIntentGoesAheadOfAnAdapterThatTakesLongToKnow() {
        outbox.opened(HELLO, Optional.empty(), List.of());
        outbox.intent(intent("tap", A));
        assertEquals(List.of("hello"), drain());
        assertEquals(now + Outbox.INTENT_PATIENCE, outbox.deadlineNanos());
        now += Outbox.INTENT_PATIENCE - 1;
        assertEquals(List.of(), drain());
        now += 1;
        assertEquals(List.of("tap"), drain());
    }

    @Test
    void nothingIsToldTwiceOnOneConnection() {
        outbox.opened(HELLO, Optional.of(SCANNING), List.of(weak(A)));
        outbox.presence(weak(A));
        outbox.adapters(SCANNING, List.of());
        assertEquals(List.of("hello", "ble_ready", "presence weak " + A), drain());
    }

    @Test
    void everythingIsToldAgainOnTheNextConnection() {
        outbox.opened(HELLO, Optional.of(SCANNING), List.of(weak(A)));
        drain();
        outbox.lost(true);
        outbox.opened(HELLO, Optional.of(SCANNING), List.of(weak(A)));
        assertEquals(List.of("hello", "ble_ready", "presence weak " + A), drain());
    }

    @Test
    void absentIsNotToldOfABandThatThisConnectionDoesNotKnow() {
        open();
        outbox.presence(absent(A));
        assertEquals(List.of(), drain());
    }

    @Test
    void ofPresenceThatWaitsOnlyTheNewestGoes() {
        open();
        outbox.presence(weak(A));
        outbox.presence(weak(B));
        outbox.presence(near(A));
        assertEquals(List.of("presence weak " + A + " near", "presence weak " + B), drain());
    }

    @Test
    void thePresenceBeforeAnIntentStaysBeforeIt() {
        open();
        outbox.presence(weak(A));
        outbox.intent(intent("tap", A));
        outbox.presence(absent(A));
        assertEquals(List.of("presence weak " + A, "tap"), drain());
        now += ReportedPresences.PAUSE;
        assertEquals(List.of("presence absent " + A), drain());
    }

    @Test
    void oneFrameIsOnItsWayAtATime() {
        outbox.opened(HELLO, Optional.of(SCANNING), List.of());
        assertEquals("hello", outbox.next(now).orElseThrow().text());
        assertEquals(Optional.empty(), outbox.next(now));
        outbox.sent();
        assertTrue(outbox.next(now).isPresent());
    }

    @Test
    void anIntentOvertakesThePresencesOfOtherBandsAndNeverThatOfItsOwn() {
        openWithAnAgentThatAnswersPings();
        crowd(1_000).forEach(outbox::presence);
        outbox.presence(weak(A));
        outbox.intent(intent("tap", A));
        outbox.intent(new Tap("card", Optional.empty(), now));
        assertEquals(List.of("presence weak " + A, "tap", "card"), drain().subList(0, 3));
    }

    @Test
    void whatABandBecameAfterATapIsToldAfterItAlsoIfTheTapHasToWait() {
        openWithAnAgentThatAnswersPings();
        outbox.lost(true);
        outbox.opened(HELLO, Optional.of(SCANNING), List.of(weak(A)));
        long hello = send();
        outbox.intent(intent("tap", A));
        outbox.presence(near(A));
        outbox.presence(weak(B));
        assertEquals(List.of("ble_ready", "presence weak " + A, "presence weak " + B), drain());
        confirm(hello);
        assertEquals(List.of("tap"), drain());
        now += ReportedPresences.PAUSE;
        assertEquals(List.of("presence weak " + A + " near"), drain());
    }

    @Test
    void theStateBeforeADroppedTapIsNotLost() {
        outbox.opened(HELLO, Optional.empty(), List.of());
        drain();
        outbox.intent(intent("tap", A));
        outbox.adapters(SCANNING, List.of(weak(A)));
        outbox.presence(near(A));
        outbox.slept();
        assertEquals(List.of("tap SLEPT"), drops);
        assertEquals(List.of("ble_ready", "presence weak " + A + " near"), drain());
    }
}
