package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nbe.agent.link.Frame;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent.PresenceChanged;
import org.junit.jupiter.api.Test;

/** Presence: requests, windows, rates. */
class OutboxPresenceTest extends OutboxRig {
    @Test
    void aPresenceRequestIsAnsweredWithWhatThisConnectionWasTold() {
        outbox.opened(HELLO, Optional.of(SCANNING), List.of(weak(A), weak(B)));
        drain();
        now += ReportedPresences.PAUSE;
        outbox.presence(absent(B));
        outbox.replay(Optional.of(A), Optional.of("x1"));
        outbox.replay(Optional.empty(), Optional.of("x2"));
        outbox.replay(Optional.of(BandAddress.parse("C0:00:00:00:00:77")), Optional.empty());
        assertEquals(
                List.of(
                        "presence absent " + B,
                        "presence weak " + A + " x1",
                        "presence weak " + A + " x2",
                        "presence absent " + B + " x2",
                        "presence absent C0:00:00:00:00:77"),
                drain());
    }

    @Test
    void aFloodOfRequestsIsNotReadOn() {
        open();
        for (int i = 0; i < Answers.MOST; i++) {
            assertTrue(outbox.wantsRequests());
            outbox.answer(new Message("x", "no"));
        }
        assertFalse(outbox.wantsRequests());
        outbox.next(now);
        outbox.sent();
        assertTrue(outbox.wantsRequests());
    }

    @Test
    void longAnswersStopTheReadingSooner() {
        open();
        outbox.answer(new Message("x", "n".repeat(Answers.MOST_CHARS)));
        assertFalse(outbox.wantsRequests());
        drain();
        assertTrue(outbox.wantsRequests());
    }

    @Test
    void theAnswerToAllBandsIsMadeBandByBandAndATapGoesInBetween() {
        List<PresenceChanged> crowd = crowd(1_000);
        outbox.opened(HELLO, Optional.of(SCANNING), crowd);
        drainConfirmed();
        outbox.replay(Optional.empty(), Optional.of("x"));
        assertEquals(" x", inWords(outbox.next(now).orElseThrow().text()).substring("presence weak ".length() + 17));
        outbox.sent();
        outbox.intent(intent("tap", A));
        assertEquals("tap", outbox.next(now).orElseThrow().text());
        outbox.sent();
        assertEquals(999, drainConfirmed().size());
    }

    @Test
    void noMoreThanAWindowOfPresencesIsOnTheWayUnconfirmed() {
        openWithAnAgentThatAnswersPings();
        crowd(1_000).forEach(outbox::presence);
        List<Frame> first = frames();
        int chars = first.stream().mapToInt(frame -> frame.text().length()).sum();
        assertTrue(Math.abs(chars - Confirmations.WINDOW) < 200, chars + " characters");
        outbox.intent(intent("tap", A));
        assertEquals(List.of("tap"), drain(), "the window is not for intents");
        List<Frame> marked =
                first.stream().filter(frame -> frame.mark().isPresent()).toList();
        assertTrue(marked.size() >= 3, "each quarter of it is confirmed: " + marked.size());
        confirm(marked.get(0).mark().getAsLong());
        int more = frames().stream().mapToInt(frame -> frame.text().length()).sum();
        assertTrue(more > 0 && more <= Confirmations.MARK_EVERY + 200, more + " characters more");
    }

    @Test
    void anAgentThatAnswersNoPingGetsItsPresencesAtABoundedRate() {
        open();
        crowd(1_000).forEach(outbox::presence);
        int told = 0;
        long begin = now;
        while (told < 1_000) {
            told += drain().size();
            if (told < 1_000) {
                assertTrue(outbox.deadlineNanos() - now <= Confirmations.SILENT_ROOM, "the core wakes up for it");
                now = outbox.deadlineNanos();
            }
        }
        double perSecond = 1_000 / ((now - begin) / 1e9);
        assertTrue(perSecond > 100 && perSecond < 400, perSecond + " a second");
    }

    @Test
    void anAgentThatNoLongerAnswersPingsIsNotLeftWithoutPresence() {
        openWithAnAgentThatAnswersPings();
        crowd(1_000).forEach(outbox::presence);
        drain();
        assertEquals(now + Confirmations.LATE_ROOM, outbox.deadlineNanos());
        now = outbox.deadlineNanos();
        assertTrue(drain().size() > 10);
    }

    @Test
    void bandsThatTheAgentKnowsComeBeforeStrangers() {
        openWithAnAgentThatAnswersPings();
        outbox.presence(weak(A));
        drain();
        now += ReportedPresences.PAUSE;
        crowd(1_000).forEach(outbox::presence);
        outbox.presence(absent(A));
        assertEquals("presence absent " + A, drain().get(0));
    }

    @Test
    void aStrangerThatLeavesBeforeItWasToldCostsNothing() {
        openWithAnAgentThatAnswersPings();
        for (PresenceChanged stranger : crowd(100_000)) {
            outbox.presence(stranger);
            outbox.presence(absent(stranger.band()));
        }
        assertEquals(List.of(), drain());
    }

    @Test
    void aBandIsToldFourTimesASecondAtMostAndTheLastStateAlwaysComes() {
        openWithAnAgentThatAnswersPings();
        List<String> all = new ArrayList<>();
        long end = now + TimeUnit.SECONDS.toNanos(2);
        for (int i = 0; now < end; i++) {
            outbox.presence(i % 2 == 0 ? weak(A) : near(A));
            all.addAll(drainConfirmed());
            now += TimeUnit.MILLISECONDS.toNanos(30);
        }
        assertTrue(all.size() <= 9 && all.size() >= 2, all.size() + " in two seconds");
        outbox.presence(absent(A));
        long due = outbox.deadlineNanos();
        assertTrue(due - now <= ReportedPresences.PAUSE);
        now = Math.max(now, due);
        assertEquals(List.of("presence absent " + A), drain());
    }

    @Test
    void aTapDoesNotWaitForItsRestingBand() {
        openWithAnAgentThatAnswersPings();
        outbox.presence(weak(A));
        drain();
        outbox.presence(near(A));
        assertEquals(List.of(), drain());
        outbox.intent(intent("tap", A));
        assertEquals(List.of("presence weak " + A + " near", "tap"), drain());
    }
}
