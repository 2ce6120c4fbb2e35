package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent.PresenceChanged;
import nbe.tap.BandState;
import nbe.tap.Proximity;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The order of frames, presence, answers; an intent that is late is dropped. */
class OutboxTest {
    private static final BandAddress A = BandAddress.parse("C2:FA:D7:F0:D7:96");
    private static final BandAddress B = BandAddress.parse("D1:22:33:44:55:66");
    private static final AdapterVerdict GONE = AdapterVerdict.noAdapter("looked at /dev/ttyACM0");

    private final List<String> drops = new ArrayList<>();
    private final Outbox outbox =
            new Outbox(true, (intent, why) -> drops.add(intent.what().get() + " " + why));
    private long now = TimeUnit.HOURS.toNanos(1);

    @Test
    void afterConnectComeEndpointThenAdapterThenPresenceThenTheRest() {
        outbox.intent(intent("tap", A));
        outbox.opened("hello", Optional.of(AdapterVerdict.READY), List.of(weak(A), weak(B)));
        outbox.presence(absent(A));
        assertEquals(List.of("hello", "ble_ready", "presence weak " + A, "tap", "presence weak " + B), drain());
        now += ToldPresences.REST;
        assertEquals(List.of("presence absent " + A), drain());
    }

    @Test
    void presenceWaitsUntilTheAdaptersStateIsKnown() {
        outbox.opened("hello", Optional.empty(), List.of());
        outbox.presence(weak(A));
        assertEquals(List.of("hello"), drain());
        outbox.verdict(GONE, List.of(weak(A)));
        assertEquals(List.of("error 5000", "presence weak " + A), drain());
    }

    @Test
    void withoutBluetoothNothingStandsBetweenEndpointAndPresence() {
        Outbox silent = new Outbox(false, (intent, why) -> {});
        silent.opened("hello", Optional.empty(), List.of());
        silent.intent(intent("tap", A));
        assertEquals(List.of("hello", "tap"), drain(silent));
    }

    @Test
    void anIntentGoesAheadOfAnAdapterThatTakesLongToKnow() {
        outbox.opened("hello", Optional.empty(), List.of());
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
        outbox.opened("hello", Optional.of(AdapterVerdict.READY), List.of(weak(A)));
        outbox.presence(weak(A));
        outbox.verdict(AdapterVerdict.READY, List.of());
        assertEquals(List.of("hello", "ble_ready", "presence weak " + A), drain());
    }

    @Test
    void everythingIsToldAgainOnTheNextConnection() {
        outbox.opened("hello", Optional.of(AdapterVerdict.READY), List.of(weak(A)));
        drain();
        outbox.lost(true);
        outbox.opened("hello", Optional.of(AdapterVerdict.READY), List.of(weak(A)));
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
        now += ToldPresences.REST;
        assertEquals(List.of("presence absent " + A), drain());
    }

    @Test
    void anIntentIsDroppedAndReportedOnceItIsTwoSecondsOld() {
        outbox.intent(intent("tap", A));
        now += Outbox.INTENT_LIFE - 1;
        outbox.expire(now);
        assertEquals(List.of(), drops);
        now += 1;
        outbox.expire(now);
        assertEquals(List.of("tap TOO_OLD"), drops);
        outbox.opened("hello", Optional.of(AdapterVerdict.READY), List.of());
        assertEquals(List.of("hello", "ble_ready"), drain());
    }

    @Test
    void anAgentThatWasAwayForLessThanTwoSecondsGetsTheIntent() {
        outbox.intent(intent("tap", A));
        now += TimeUnit.MILLISECONDS.toNanos(1900);
        outbox.opened("hello", Optional.of(AdapterVerdict.READY), List.of());
        assertEquals(List.of("hello", "ble_ready", "tap"), drain());
    }

    @Test
    void anIntentThatTheOperatingSystemDidNotTakeGoesOnTheNextConnectionOnce() {
        open();
        outbox.intent(intent("tap", A));
        assertEquals("tap", outbox.next(now).orElseThrow().text());
        outbox.lost(true);
        outbox.opened("hello", Optional.of(AdapterVerdict.READY), List.of());
        assertEquals(List.of("hello", "ble_ready", "tap"), drain());
    }

    @Test
    void anIntentThatMayHaveBeenTakenIsNotSentAgainButReported() {
        open();
        outbox.intent(intent("tap", A));
        assertEquals("tap", outbox.next(now).orElseThrow().text());
        outbox.lost(false);
        assertEquals(List.of("tap UNCERTAIN"), drops);
        outbox.opened("hello", Optional.of(AdapterVerdict.READY), List.of());
        assertEquals(List.of("hello", "ble_ready"), drain());
    }

    @Test
    void anIntentThatWasTakenAndNotConfirmedIsNotSentAgainButReported() {
        open();
        outbox.intent(intent("tap", A));
        drain();
        outbox.lost(true);
        assertEquals(List.of("tap UNCERTAIN"), drops);
        outbox.opened("hello", Optional.of(AdapterVerdict.READY), List.of());
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
        outbox.opened("hello", Optional.of(AdapterVerdict.READY), List.of());
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
        outbox.opened("hello", Optional.of(AdapterVerdict.READY), List.of());
        assertEquals(List.of("hello", "ble_ready"), drain());
    }

    @Test
    void anAgentThatAnsweredOncePerhapsOnAnEarlierConnectionIsKnownToAnswer() {
        openWithAnAgentThatAnswersPings();
        outbox.lost(true);
        outbox.opened("hello", Optional.of(AdapterVerdict.READY), List.of());
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
        outbox.opened("hello", Optional.empty(), List.of());
        send();
        outbox.intent(intent("tap", A));
        now += Outbox.INTENT_PATIENCE;
        assertEquals(List.of(), drain());
        assertEquals(
                now + Outbox.INTENT_LIFE - Outbox.INTENT_PATIENCE - Confirmations.SHORTEST_ALLOWANCE,
                outbox.deadlineNanos());
        outbox.verdict(AdapterVerdict.READY, List.of(weak(B)));
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
        outbox.opened("hello", Optional.of(AdapterVerdict.READY), List.of());
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
        outbox.opened("hello", Optional.of(AdapterVerdict.READY), List.of());
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
    void oneFrameIsOnItsWayAtATime() {
        outbox.opened("hello", Optional.of(AdapterVerdict.READY), List.of());
        assertEquals("hello", outbox.next(now).orElseThrow().text());
        assertEquals(Optional.empty(), outbox.next(now));
        outbox.sent();
        assertTrue(outbox.next(now).isPresent());
    }

    @Test
    void aPresenceRequestIsAnsweredWithWhatThisConnectionWasTold() {
        outbox.opened("hello", Optional.of(AdapterVerdict.READY), List.of(weak(A), weak(B)));
        drain();
        now += ToldPresences.REST;
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
            outbox.answer("no");
        }
        assertFalse(outbox.wantsRequests());
        outbox.next(now);
        outbox.sent();
        assertTrue(outbox.wantsRequests());
    }

    @Test
    void longAnswersStopTheReadingSooner() {
        open();
        outbox.answer("n".repeat(Answers.MOST_CHARS));
        assertFalse(outbox.wantsRequests());
        drain();
        assertTrue(outbox.wantsRequests());
    }

    @Test
    void theAnswerToAllBandsIsMadeBandByBandAndATapGoesInBetween() {
        List<PresenceChanged> crowd = crowd(1_000);
        outbox.opened("hello", Optional.of(AdapterVerdict.READY), crowd);
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
    void anIntentOvertakesThePresencesOfOtherBandsAndNeverThatOfItsOwn() {
        openWithAnAgentThatAnswersPings();
        crowd(1_000).forEach(outbox::presence);
        outbox.presence(weak(A));
        outbox.intent(intent("tap", A));
        outbox.intent(new Outbox.Intent("card", Optional.empty(), now, () -> "card"));
        assertEquals(List.of("presence weak " + A, "tap", "card"), drain().subList(0, 3));
    }

    @Test
    void whatABandBecameAfterATapIsToldAfterItAlsoIfTheTapHasToWait() {
        openWithAnAgentThatAnswersPings();
        outbox.lost(true);
        outbox.opened("hello", Optional.of(AdapterVerdict.READY), List.of(weak(A)));
        long hello = send();
        outbox.intent(intent("tap", A));
        outbox.presence(near(A));
        outbox.presence(weak(B));
        assertEquals(List.of("ble_ready", "presence weak " + A, "presence weak " + B), drain());
        confirm(hello);
        assertEquals(List.of("tap"), drain());
        now += ToldPresences.REST;
        assertEquals(List.of("presence weak " + A + " near"), drain());
    }

    @Test
    void theStateBeforeADroppedTapIsNotLost() {
        outbox.opened("hello", Optional.empty(), List.of());
        drain();
        outbox.intent(intent("tap", A));
        outbox.verdict(AdapterVerdict.READY, List.of(weak(A)));
        outbox.presence(near(A));
        outbox.slept();
        assertEquals(List.of("tap SLEPT"), drops);
        assertEquals(List.of("ble_ready", "presence weak " + A + " near"), drain());
    }

    @Test
    void noMoreThanAWindowOfPresencesIsOnTheWayUnconfirmed() {
        openWithAnAgentThatAnswersPings();
        crowd(1_000).forEach(outbox::presence);
        List<Outbox.Frame> first = frames();
        int chars = first.stream().mapToInt(frame -> frame.text().length()).sum();
        assertTrue(Math.abs(chars - Confirmations.WINDOW) < 200, chars + " characters");
        outbox.intent(intent("tap", A));
        assertEquals(List.of("tap"), drain(), "the window is not for intents");
        List<Outbox.Frame> marked =
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
        now += ToldPresences.REST;
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
        assertTrue(due - now <= ToldPresences.REST);
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

    @Test
    void theEndReportsWhatWasNotSent() {
        open();
        outbox.intent(intent("flying", A));
        outbox.next(now);
        outbox.intent(intent("waiting", B));
        outbox.end();
        assertEquals(List.of("flying UNCERTAIN", "waiting ENDED"), drops);
    }

    private void open() {
        outbox.opened("hello", Optional.of(AdapterVerdict.READY), List.of());
        drain();
    }

    private void openWithAnAgentThatAnswersPings() {
        outbox.opened("hello", Optional.of(AdapterVerdict.READY), List.of());
        confirm(send());
        drain();
    }

    /** The next frame, which must be one to be confirmed, taken by the operating system; returns its mark. */
    private long send() {
        long mark = outbox.next(now).orElseThrow().mark().orElseThrow();
        outbox.sent();
        return mark;
    }

    private void confirm(long mark) {
        outbox.confirmed(mark, now);
    }

    private List<String> drain() {
        return drain(outbox);
    }

    private List<String> drain(Outbox from) {
        List<String> all = new ArrayList<>();
        for (Optional<Outbox.Frame> frame = from.next(now); frame.isPresent(); frame = from.next(now)) {
            all.add(inWords(frame.get().text()));
            from.sent();
        }
        return all;
    }

    /** All frames there are, each taken by the operating system. */
    private List<Outbox.Frame> frames() {
        List<Outbox.Frame> all = new ArrayList<>();
        for (Optional<Outbox.Frame> frame = outbox.next(now); frame.isPresent(); frame = outbox.next(now)) {
            all.add(frame.get());
            outbox.sent();
        }
        return all;
    }

    /** The same of an agent that confirms at once. */
    private List<String> drainConfirmed() {
        List<String> all = new ArrayList<>();
        for (Optional<Outbox.Frame> frame = outbox.next(now); frame.isPresent(); frame = outbox.next(now)) {
            all.add(inWords(frame.get().text()));
            outbox.sent();
            frame.get().mark().ifPresent(this::confirm);
        }
        return all;
    }

    private static List<PresenceChanged> crowd(int bands) {
        return LongStream.range(0, bands)
                .mapToObj(i -> weak(new BandAddress(0xD00000000000L + i)))
                .toList();
    }

    private Outbox.Intent intent(String what, BandAddress band) {
        return new Outbox.Intent(what, Optional.of(band), now, () -> what);
    }

    private static PresenceChanged weak(BandAddress band) {
        return new PresenceChanged(band, BandState.WEAK, Proximity.UNKNOWN, 0, 0);
    }

    private static PresenceChanged near(BandAddress band) {
        return new PresenceChanged(band, BandState.WEAK, Proximity.NEAR, 0, 0);
    }

    private static PresenceChanged absent(BandAddress band) {
        return new PresenceChanged(band, BandState.ABSENT, Proximity.UNKNOWN, 0, 0);
    }

    private static String inWords(String text) {
        if (!text.startsWith("{")) {
            return text;
        }
        JsonNode json = JsonMapper.shared().readTree(text);
        String words = json.get("operation").stringValue();
        if (words.equals("error")) {
            return words + " " + json.get("status");
        }
        if (words.equals("presence")) {
            JsonNode payload = json.get("payload");
            words += " " + payload.get("state").stringValue() + " "
                    + payload.get("device").stringValue();
            if (payload.get("proximity").stringValue().equals("near")) {
                words += " near";
            }
        }
        return json.get("exchange").isNull()
                ? words
                : words + " " + json.get("exchange").stringValue();
    }
}
