package nbe.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract sections 2 and 4: near, far, unknown. */
class ProximityTest {
    private final Air air = new Air(Air.mean(10));

    @Test
    void isUnknownUntilTenSamplesAreIn() {
        air.hold(0, 0.9, 0.1, -50);
        assertEquals("weak unknown 0", air.lastPresence());
        air.hear(0.9, -50);
        assertEquals("weak near 0", air.lastPresence());
    }

    @Test
    void isUnknownUntilTwoSecondsOfSamplesAreIn() {
        air.hear(0, -50);
        air.hear(1, -50);
        air.hear(1.99, -50);
        assertEquals("weak unknown 0", air.lastPresence());
        air.hear(2, -50);
        assertEquals("weak near 0", air.lastPresence());
    }

    @ParameterizedTest
    @CsvSource({"-60, near", "-61, far", "-64, far", "-59, near"})
    void isNearAtTheThresholdAndFarBelowItWhenFirstKnown(int rssiDbm, String proximity) {
        air.hold(0, 1, 0.1, rssiDbm);
        assertEquals("weak " + proximity + " 0", air.lastPresence());
    }

    @Test
    void isFarOnceFourDecibelsBelow() {
        air.hold(0, 20, 0.1, -60).hold(20, 40, 0.1, -63);
        assertEquals("weak near 0", air.lastPresence());
        air.hold(40, 43, 0.1, -64);
        assertEquals("weak far 0", air.lastPresence());
        air.hold(43, 80, 0.1, -61);
        assertEquals("weak far 0", air.lastPresence());
        air.hold(80, 83, 0.1, -60);
        assertEquals("weak near 0", air.lastPresence());
    }

    @Test
    void isUnknownWhileAbsentAndUntilEnoughSamplesAreInAgain() {
        air.hold(0, 5, 0.1, -50);
        air.flags = Air.OFF_BODY;
        air.hear(5, -50);
        assertEquals("absent unknown 0", air.lastPresence());
        air.flags = Air.WEAK;
        air.hold(6, 6.9, 0.1, -70);
        assertEquals("weak unknown 0", air.lastPresence());
        air.hear(6.9, -70);
        assertEquals("weak far 0", air.lastPresence());
    }

    @Test
    void staysKnownWhenTheWearerAuthenticates() {
        air.flags = Air.UNAUTHENTICATED;
        air.hold(0, 5, 0.1, -50);
        assertEquals("unauthenticated near 0", air.lastPresence());
        air.flags = Air.WEAK;
        air.hear(5, -50);
        assertEquals("weak near 0", air.lastPresence());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.1, 0.25, 0.5, 1})
    void anApproachAndADepartureShowWithinThreeSeconds(double interval) {
        air.hold(0, 20, interval, -75);
        assertEquals("weak far 0", air.lastPresence());
        air.hold(20, 23.01, interval, -50);
        assertEquals("weak near 0", air.lastPresence());
        air.hold(25, 28.01, interval, -75);
        assertEquals("weak far 0", air.lastPresence(), "five seconds after it came");
        air.hold(40, 43.01, interval, -59);
        assertEquals("weak near 0", air.lastPresence(), "just above");
    }

    @Test
    void theStrongerAdapterDecides() {
        for (int i = 0; i < 50; i++) {
            air.adapter = 0;
            air.hear(i * 0.1, -80);
            air.adapter = 1;
            air.hear(i * 0.1, -50);
        }
        assertEquals("weak near 0", air.lastPresence());
        assertEquals(2, air.presences().size());
    }

    @Test
    void aWindowOfTenThousandSamplesIsNoSlower() {
        Air wide = new Air(new TapSettings(TapRule.MEAN, 1000, 10_000, -42, -60, Duration.ofSeconds(30)));
        wide.hold(0, 20, 0.02, -75).hold(20, 23, 0.02, -50);
        assertEquals("weak near 0", wide.lastPresence());
        assertEquals(3, wide.presences().size(), "unknown, far, near");
    }
}
