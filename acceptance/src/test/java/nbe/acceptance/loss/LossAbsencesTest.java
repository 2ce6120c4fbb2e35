package nbe.acceptance.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import nbe.acceptance.loss.LossCount.Window;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;

class LossAbsencesTest {
    private static LossRecord.Message at(long nanos, String operation) {
        return new LossRecord.Message(nanos, 1, "{\"operation\":\"" + operation + "\"}");
    }

    @Test
    void fromTheBeginningADeathOrALostConnectionUntilTheNextSubscription() {
        assertEquals(
                List.of(new Window(30, 40), new Window(0, 10), new Window(20, 40), new Window(50, Long.MAX_VALUE)),
                LossAbsences.of(
                        List.of(
                                at(10, LossNea.SUBSCRIBE),
                                at(15, "presence"),
                                at(20, LossNea.GONE),
                                at(40, LossNea.SUBSCRIBE),
                                at(50, LossNea.GONE)),
                        List.of(30L),
                        0,
                        new ObjectMapper()));
    }
}
