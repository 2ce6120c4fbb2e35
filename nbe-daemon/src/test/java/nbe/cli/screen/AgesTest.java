package nbe.cli.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgesTest {
    @ParameterizedTest
    @CsvSource({
        "-3, 0.0 s, 0 s",
        "0.34, 0.3 s, 0 s",
        "9.94, 9.9 s, 9 s",
        "9.96, 9 s, 9 s",
        "59.9, 59 s, 59 s",
        "60, 1 min, 1 min 0 s",
        "125, 2 min, 2 min 5 s",
        "3599, 59 min, 59 min 59 s",
        "11520, 3 h, 3 h 12 min",
        "86400, 1 day, 1 day 0 h",
        "273600, 3 days, 3 days 4 h"
    })
    void aSpanIsInTheWordsOfAPerson(double seconds, String one, String two) {
        assertEquals(one, Ages.span(seconds));
        assertEquals(one + " ago", Ages.ago(seconds));
        assertEquals(two, Ages.longSpan((long) seconds));
    }
}
