package nbe.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void percentilesAreNearestRanks() {
        Spread spread = Spread.of(
                IntStream.rangeClosed(1, 200).mapToObj(i -> (double) i).toList());
        assertEquals(200, spread.count());
        assertEquals(1, spread.min());
        assertEquals(100.5, spread.median());
        assertEquals(190, spread.percentile(95));
        assertEquals(198, spread.percentile(99));
        assertEquals(200, spread.max());
    }

    @Test
    void oneValueIsEverything() {
        Spread spread = Spread.of(List.of(7.0));
        assertEquals(7, spread.min());
        assertEquals(7, spread.median());
        assertEquals(7, spread.percentile(99));
        assertEquals(7, spread.max());
    }

    @Test
    void theOrderOfValuesDoesNotMatter() {
        assertEquals(2, Spread.of(List.of(3.0, 1.0, 2.0)).median());
    }

    @Test
    void noValueHasNoSpread() {
        assertThrows(IllegalArgumentException.class, () -> Spread.of(List.of()));
    }
}
