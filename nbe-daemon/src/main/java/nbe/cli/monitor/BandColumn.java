package nbe.cli.monitor;

import java.util.ArrayList;
import java.util.List;

/** The columns of the table of bands. */
enum BandColumn {
    ADDRESS("BAND", 17, 17, false),
    STATE("STATE", 7, 15, false),
    PROXIMITY("PROX", 4, 7, false),
    /** The bar; takes the room that the others leave. */
    LEVEL("", 12, 12, false),
    DBM("dBm", 4, 4, true),
    RATE("/s", 5, 5, true),
    HEARD("HEARD", 6, 6, true),
    TAP("LAST TAP", 10, 14, false);

    /** From this width of the terminal on words are written out. */
    private static final int ROOMY = 110;

    /** What is left out first where the terminal is narrow. */
    private static final List<BandColumn> LEFT_OUT = List.of(HEARD, PROXIMITY, RATE, TAP, STATE, DBM);

    private static final int GAP = 1;

    private final String title;
    private final int narrow;
    private final int wide;
    private final boolean right;

    BandColumn(String title, int narrow, int wide, boolean right) {
        this.title = title;
        this.narrow = narrow;
        this.wide = wide;
        this.right = right;
    }

    /** Columns and their widths in a terminal. */
    record Layout(List<BandColumn> columns, int bar, boolean roomy) {
        /** The layout for a terminal of this width. */
        static Layout of(int width) {
            boolean roomy = width >= ROOMY;
            List<BandColumn> columns = new ArrayList<>(List.of(values()));
            for (BandColumn column : LEFT_OUT) {
                if (room(columns, width, roomy) >= LEVEL.narrow) {
                    break;
                }
                columns.remove(column);
            }
            return new Layout(columns, Math.max(1, room(columns, width, roomy)), roomy);
        }

        /** What is left for the bar. */
        private static int room(List<BandColumn> columns, int width, boolean roomy) {
            return width
                    - columns.stream()
                            .filter(column -> column != LEVEL)
                            .mapToInt(column -> (roomy ? column.wide : column.narrow) + GAP)
                            .sum();
        }

        /** The text at the width of its column, with the gap behind it. */
        String cell(BandColumn column, String text) {
            int width = column == LEVEL ? bar : roomy ? column.wide : column.narrow;
            String fitting = text.length() > width ? text.substring(0, width) : text;
            String padding = " ".repeat(width - fitting.length());
            return (column.right ? padding + fitting : fitting + padding) + " ".repeat(GAP);
        }

        String title(BandColumn column) {
            return column.title;
        }
    }
}
