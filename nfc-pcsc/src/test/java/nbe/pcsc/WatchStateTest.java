package nbe.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import nbe.pcsc.KnownReaders.News;
import nbe.pcsc.WatchState.FirstLook;
import nbe.pcsc.WatchState.Polling;
import nbe.pcsc.WatchState.Settled;
import nbe.pcsc.WatchState.Settling;
import nbe.pcsc.WatchState.Wake;
import org.junit.jupiter.api.Test;

class WatchStateTest {
    private static final String TABLE = """
            first TIMED_OUT: Settled[]
            first LIST_CHANGED: Settling[emptyWakes=0]
            first STATES_CHANGED: Settling[emptyWakes=0]
            first PSEUDO_READER_ALONE: Settling[emptyWakes=0]
            first NOTHING: Settling[emptyWakes=0]
            first no room: FirstLook[asksPseudoReader=false]
            first alone TIMED_OUT: Polling[emptyWakes=0]
            first alone LIST_CHANGED: Settling[emptyWakes=0]
            first alone STATES_CHANGED: Polling[emptyWakes=0]
            first alone PSEUDO_READER_ALONE: Polling[emptyWakes=0]
            first alone NOTHING: Polling[emptyWakes=0]
            first alone no room: FirstLook[asksPseudoReader=false]
            settling TIMED_OUT: Settled[]
            settling LIST_CHANGED: Settling[emptyWakes=0]
            settling STATES_CHANGED: Settling[emptyWakes=0]
            settling PSEUDO_READER_ALONE: Settling[emptyWakes=2]
            settling NOTHING: Settling[emptyWakes=2]
            settling no room: Polling[emptyWakes=1]
            pestered TIMED_OUT: Settled[]
            pestered LIST_CHANGED: Settling[emptyWakes=0]
            pestered STATES_CHANGED: Settling[emptyWakes=0]
            pestered PSEUDO_READER_ALONE: Polling[emptyWakes=3]
            pestered NOTHING: Settling[emptyWakes=3]
            pestered no room: Polling[emptyWakes=2]
            settled TIMED_OUT: Settled[]
            settled LIST_CHANGED: Settling[emptyWakes=0]
            settled STATES_CHANGED: Settling[emptyWakes=0]
            settled PSEUDO_READER_ALONE: Settling[emptyWakes=1]
            settled NOTHING: Settling[emptyWakes=1]
            settled no room: Polling[emptyWakes=0]
            polling TIMED_OUT: Polling[emptyWakes=0]
            polling LIST_CHANGED: Settling[emptyWakes=0]
            polling STATES_CHANGED: Polling[emptyWakes=0]
            polling PSEUDO_READER_ALONE: Polling[emptyWakes=4]
            polling NOTHING: Polling[emptyWakes=4]
            polling no room: Polling[emptyWakes=3]
            """;

    private static Map<String, String> answers(WatchState state) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (Wake wake : Wake.values()) {
            answers.put(wake.name(), state.after(wake).toString());
        }
        answers.put("no room", state.withoutPseudoReader().toString());
        return answers;
    }

    @Test
    void everyStateAnswersEveryWakeAsTheTableSays() {
        StateTable.assertEvery(
                TABLE,
                WatchState.class,
                Map.of(
                        "first", new FirstLook(true),
                        "first alone", new FirstLook(false),
                        "settling", new Settling(1),
                        "pestered", new Settling(2),
                        "settled", new Settled(),
                        "polling", new Polling(3)),
                WatchStateTest::answers);
    }

    @Test
    void aChangedListComesBeforeATimeoutAndThatBeforeStates() {
        assertEquals(Wake.LIST_CHANGED, Wake.of(EnumSet.allOf(News.class)));
        assertEquals(Wake.TIMED_OUT, Wake.of(EnumSet.of(News.TIMED_OUT)));
        assertEquals(Wake.STATES_CHANGED, Wake.of(EnumSet.of(News.PSEUDO_READER_CHANGED, News.STATE_CHANGED)));
        assertEquals(Wake.STATES_CHANGED, Wake.of(EnumSet.of(News.READER_UNKNOWN)));
        assertEquals(Wake.PSEUDO_READER_ALONE, Wake.of(EnumSet.of(News.PSEUDO_READER_CHANGED)));
        assertEquals(Wake.NOTHING, Wake.of(EnumSet.of(News.LIST_OUTDATED)));
        assertEquals(Wake.NOTHING, Wake.of(EnumSet.noneOf(News.class)));
    }
}
