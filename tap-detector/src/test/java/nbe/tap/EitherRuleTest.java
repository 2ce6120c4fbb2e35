package nbe.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What both rules promise: who may tap, and what arms a band again. */
class EitherRuleTest {
    private static Air air(TapRule rule) {
        return new Air(new TapSettings(rule, 10, 50, -42, -60, -64, Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @EnumSource(TapRule.class)
    void aBandThatIsNotWeakNeverTaps(TapRule rule) {
        for (int flags : new int[] {Air.UNAUTHENTICATED, Air.OFF_BODY, Air.NOT_ENROLLED}) {
            Air air = air(rule);
            air.flags = flags;
            air.hold(0, 60, 0.1, -38);
            assertEquals(0, air.taps().size(), "flags " + flags);
        }
    }

    @ParameterizedTest
    @EnumSource(TapRule.class)
    void anotherAuthenticationAloneDoesNotArmAgain(TapRule rule) {
        Air air = air(rule);
        air.hold(0, 2, 0.1, -38);
        air.flags = Air.UNAUTHENTICATED;
        air.hold(2, 5, 0.1, -38);
        air.flags = Air.WEAK;
        air.hold(5, 10, 0.1, -38);
        assertEquals(1, air.taps().size());
    }

    @ParameterizedTest
    @EnumSource(TapRule.class)
    void absenceByFlagsAndBySilenceArmsAgain(TapRule rule) {
        Air air = air(rule);
        air.hold(0, 2, 0.1, -38);
        air.flags = Air.OFF_BODY;
        air.hear(2, -38);
        air.flags = Air.WEAK;
        air.hold(3, 5, 0.1, -38);
        assertEquals(2, air.taps().size());
        air.hold(34.89, 40, 0.1, -38);
        assertEquals(2, air.taps().size(), "29.99 s of silence");
        air.hold(69.99, 72, 0.1, -38);
        assertEquals(3, air.taps().size(), "30 s of silence");
        air.time(101.89);
        air.hold(102, 104, 0.1, -38);
        assertEquals(4, air.taps().size(), "30 s of silence that the clock showed first");
    }

    @ParameterizedTest
    @EnumSource(TapRule.class)
    void theBandIsArmedAgainOnlyOnceEveryAdapterHeardItFall(TapRule rule) {
        Air air = air(rule);
        air.hold(0, 2, 0.1, -38);
        for (int i = 20; i < 200; i++) {
            air.adapter = 0;
            air.hear(i * 0.1, -38);
            air.adapter = 1;
            air.hear(i * 0.1 + 0.01, i < 100 ? -75 : -38);
        }
        assertEquals(1, air.taps().size(), "adapter 0 heard it near all the time");
    }
}
