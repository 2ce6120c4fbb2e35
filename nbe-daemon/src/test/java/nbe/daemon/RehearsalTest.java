package nbe.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import nbe.tap.TapRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RehearsalTest {
    @ParameterizedTest
    @EnumSource(TapRule.class)
    void everyTapOfABandAndOfACardGoesTheWholeWay(TapRule rule) {
        Rehearsal rehearsal = new Rehearsal(rule, 20);
        rehearsal.run();
        assertEquals(40, rehearsal.intents());
    }

    @ParameterizedTest
    @EnumSource(TapRule.class)
    void onceStoppedItDoesNothingMore(TapRule rule) {
        Rehearsal rehearsal = new Rehearsal(rule, 20);
        rehearsal.stop();
        rehearsal.run();
        assertEquals(0, rehearsal.intents());
    }
}
