package nbe.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import nbe.pcsc.ReachState.Reached;
import nbe.pcsc.ReachState.Reported;
import nbe.pcsc.ReachState.Unreached;
import org.junit.jupiter.api.Test;

class ReachStateTest {
    private static final long SINCE = 1_000_000_000L;
    private static final long DUE = SINCE + 3_000_000_000L;

    private static final String TABLE = """
            Reached available: Reached
            Reached unavailable: Unreached
            Reached time: Reached
            Reached early: Reached
            Unreached available: Reached
            Unreached unavailable: Unreached
            Unreached time: Reported Trouble
            Unreached early: Unreached
            Reported available: Reached Recovered
            Reported unavailable: Reported
            Reported time: Reported
            Reported early: Reported
            """;

    @Test
    void everyStateAnswersEveryEventAsTheTableSays() {
        StateTable.assertEvery(
                TABLE,
                ReachState.class,
                Map.of("Reached", new Reached(), "Unreached", new Unreached(SINCE), "Reported", new Reported()),
                state -> Map.of(
                        "available", StateTable.text(state.onAvailable()),
                        "unavailable", StateTable.text(state.onUnavailable(SINCE)),
                        "time", StateTable.text(state.onTime(DUE)),
                        "early", StateTable.text(state.onTime(DUE - 1))));
    }

    @Test
    void theTimeOutOfReachIsThatOfTheFirstReport() {
        assertEquals(
                new Unreached(SINCE),
                new Unreached(SINCE).onUnavailable(DUE - 1).next());
        assertEquals(DUE, new Unreached(SINCE).deadlineNanos());
    }
}
