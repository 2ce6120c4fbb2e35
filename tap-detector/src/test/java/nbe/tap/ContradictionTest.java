package nbe.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two senders with one address: docs/decisions/contradicting-states.md. */
class ContradictionTest {
    private final Air air = new Air(Air.adaptive(10));

    private List<BandEvent.Contradicted> contradictions() {
        return air.said.stream()
                .filter(BandEvent.Contradicted.class::isInstance)
                .map(BandEvent.Contradicted.class::cast)
                .toList();
    }

    private void hear(double seconds, int flags, int rssiDbm) {
        air.flags = flags;
        air.hear(seconds, rssiDbm);
    }

    @ParameterizedTest
    @ValueSource(ints = {Air.UNAUTHENTICATED, Air.OFF_BODY, Air.NOT_ENROLLED})
    void twoSendersAreToldOnceASecondWithTheirLevelsAndTheBandDoesNotTap(int farFlags) {
        for (int i = 0; i < 30; i++) {
            hear(i * 0.1, Air.WEAK, -40);
            hear(i * 0.1 + 0.05, farFlags, -88);
        }
        List<BandEvent.Contradicted> told = contradictions();
        assertEquals(3, told.size());
        assertEquals(Air.BAND, told.get(0).band());
        assertEquals(-40, told.get(0).weakDbm());
        assertEquals(-88, told.get(0).otherDbm());
        assertEquals(List.of(), air.taps());
    }

    @Test
    void fourChangesWithinASecondAreTooManyAndThreeAreNot() {
        hear(0, Air.WEAK, -60);
        hear(0.3, Air.UNAUTHENTICATED, -60);
        hear(0.6, Air.WEAK, -60);
        assertEquals(List.of(), contradictions());
        hear(0.9, Air.UNAUTHENTICATED, -60);
        assertEquals(1, contradictions().size());
    }

    @Test
    void whoAuthenticatesAndTakesTheBandOffContradictsNothing() {
        for (int i = 0; i < 10; i++) {
            hear(i, Air.UNAUTHENTICATED, -60);
            hear(i + 0.2, Air.WEAK, -60);
            hear(i + 0.5, Air.OFF_BODY, -60);
        }
        assertEquals(List.of(), contradictions());
    }
}
