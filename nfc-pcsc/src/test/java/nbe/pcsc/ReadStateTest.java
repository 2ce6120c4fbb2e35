package nbe.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nbe.pcsc.ReadState.Idle;
import nbe.pcsc.ReadState.Reading;
import nbe.pcsc.ReadState.Unread;
import org.junit.jupiter.api.Test;

class ReadStateTest {
    private static final long MS = 1_000_000L;
    private static final long SINCE = 1000 * MS;
    private static final UidOutcome.Got GOT = new UidOutcome.Got(new Uid(new byte[7]), SINCE, SINCE);

    private final UidRequest now = request();
    private final UidRequest next = request();
    private final UidRequest other = request();

    private static UidRequest request() {
        return new UidRequest("reader", new Placement(SINCE, false));
    }

    private static final String TABLE = """
            Idle came: Reading Begin
            Idle left: Idle
            Idle left, the next: Idle
            Idle not begun: Idle
            Idle got: Idle
            Idle got another: Idle
            Idle unread and lies: Idle
            Idle unread and left: Idle
            Idle barred: Idle
            Idle gone: Idle
            Idle time: Idle
            Idle early: Idle
            Reading came: Reading
            Reading left: Reading Cancel
            Reading left, the next: Reading
            Reading not begun: Idle
            Reading got: Idle Identify
            Reading got another: Reading
            Reading unread and lies: Unread
            Reading unread and left: Idle
            Reading barred: Idle Trouble
            Reading gone: Idle Cancel
            Reading time: Idle Cancel ReplaceThread Trouble
            Reading early: Reading
            Reading, one next came: Reading
            Reading, one next left: Reading Cancel
            Reading, one next left, the next: Reading
            Reading, one next not begun: Idle
            Reading, one next got: Reading Identify Begin
            Reading, one next got another: Reading
            Reading, one next unread and lies: Reading Begin
            Reading, one next unread and left: Reading Begin
            Reading, one next barred: Reading Trouble Begin
            Reading, one next gone: Idle Cancel
            Reading, one next time: Reading Cancel ReplaceThread Trouble Begin
            Reading, one next early: Reading
            Unread came: Reading Begin
            Unread left: Idle
            Unread left, the next: Idle
            Unread not begun: Unread
            Unread got: Unread
            Unread got another: Unread
            Unread unread and lies: Unread
            Unread unread and left: Unread
            Unread barred: Unread
            Unread gone: Idle
            Unread time: Idle Trouble
            Unread early: Unread
            """;

    private Map<String, String> answers(ReadState state) {
        UidOutcome unread = new UidOutcome.Unread("SW 6A81");
        long due = state.deadlineNanos();
        Map<String, Step<ReadState>> steps = new LinkedHashMap<>();
        steps.put("came", state.onCame(other, SINCE));
        steps.put("left", state.onLeft(now.placement()));
        steps.put("left, the next", state.onLeft(next.placement()));
        steps.put("not begun", state.onNotBegun());
        steps.put("got", state.onAnswer(now, GOT, true, SINCE));
        steps.put("got another", state.onAnswer(other, GOT, true, SINCE));
        steps.put("unread and lies", state.onAnswer(now, unread, true, SINCE));
        steps.put("unread and left", state.onAnswer(now, unread, false, SINCE));
        steps.put("barred", state.onAnswer(now, new UidOutcome.Barred("held"), true, SINCE));
        steps.put("gone", state.onGone());
        steps.put("time", state.onTime(due));
        steps.put("early", state.onTime(due - 1));
        Map<String, String> texts = new LinkedHashMap<>();
        steps.forEach((event, step) -> texts.put(event, StateTable.text(step)));
        return texts;
    }

    @Test
    void everyStateAnswersEveryEventAsTheTableSays() {
        StateTable.assertEvery(
                TABLE,
                ReadState.class,
                Map.of(
                        "Idle", new Idle(),
                        "Reading", new Reading(now, SINCE, Optional.empty()),
                        "Reading, one next", new Reading(now, SINCE, Optional.of(next)),
                        "Unread", new Unread("SW 6A81", SINCE)),
                this::answers);
    }

    @Test
    void onlyTheRequestThatIsBeingReadIsAnswered() {
        Reading reading = new Reading(now, SINCE, Optional.of(next));
        assertTrue(reading.isReading(now));
        assertFalse(reading.isReading(next), "its turn has not come");
        assertFalse(new Idle().isReading(now));
        assertFalse(new Unread("", SINCE).isReading(now));
    }

    @Test
    void theCardThatCameLastIsReadNextFromThenOn() {
        ReadState reading =
                new Reading(now, SINCE, Optional.of(next)).onCame(other, SINCE).next();
        assertEquals(new Reading(now, SINCE, Optional.of(other)), reading);
        Step<ReadState> answered = reading.onAnswer(now, GOT, false, SINCE + 40 * MS);
        assertEquals(new Reading(other, SINCE + 40 * MS, Optional.empty()), answered.next());
        assertEquals(List.of(new ReaderEffect.Identify(now, GOT), new ReaderEffect.Begin(other)), answered.effects());
    }

    @Test
    void theNextCardThatLeftIsNotRead() {
        assertEquals(
                new Reading(now, SINCE, Optional.empty()),
                new Reading(now, SINCE, Optional.of(next))
                        .onLeft(next.placement())
                        .next());
    }

    @Test
    void aReadIsAbandonedAfterTwoSecondsAndAnUnreadCardReportedAfterOne() {
        assertEquals(SINCE + 2000 * MS, new Reading(now, SINCE, Optional.empty()).deadlineNanos());
        assertEquals(SINCE + 1000 * MS, new Unread("", SINCE).deadlineNanos());
        assertEquals(Long.MAX_VALUE, new Idle().deadlineNanos());
    }
}
