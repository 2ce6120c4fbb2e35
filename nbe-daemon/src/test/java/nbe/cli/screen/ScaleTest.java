package nbe.cli.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalDouble;
import nbe.cli.screen.Scale.Mark;
import org.junit.jupiter.api.Test;

/** Where levels and marks are on the axis of -103 to -38 dBm. */
class ScaleTest {
    private static final List<Mark> MARKS = List.of(new Mark("far", -83), new Mark("near", -70), new Mark("tap", -42));

    private static String bar(int columns, double dbm, List<Mark> marks) {
        return new Scale(columns, true, marks).bar(OptionalDouble.of(dbm)).toString();
    }

    @Test
    void theBarEndsAtItsLevel() {
        assertEquals("█████     ", bar(10, -70.5, List.of()));
        assertEquals("█████▌    ", bar(10, -67, List.of()));
        assertEquals("██████████", bar(10, -38, List.of()));
        assertEquals("▌         ", bar(10, -103, List.of()));
        assertEquals("██████████", bar(10, 20, List.of()), "beyond the axis");
        assertEquals(
                "          ",
                new Scale(10, true, List.of()).bar(OptionalDouble.empty()).toString());
    }

    @Test
    void marksStandAtTheirColumns() {
        String bar = bar(65, -60, MARKS);
        assertEquals(-83 + 103, bar.indexOf('║'));
        assertEquals(-42 + 103, bar.lastIndexOf('║'));
        Scale scale = new Scale(65, true, MARKS);
        assertEquals(-42 + 103 - 1, scale.levels().indexOf("-42"));
        assertEquals(0, scale.levels().indexOf("-103"));
        assertEquals(-70 + 103 - 2, scale.names().indexOf("near"));
    }

    @Test
    void labelsThatWouldOverlapMoveApart() {
        Scale close = new Scale(20, true, List.of(new Mark("far", -64), new Mark("near", -60), new Mark("tap", -58)));
        assertEquals("   far near tap", close.names().stripTrailing());
    }

    @Test
    void aBarOfOneColumnIsPossible() {
        assertEquals("█", bar(1, -40, List.of()));
        assertEquals("║", bar(1, -40, MARKS));
    }
}
