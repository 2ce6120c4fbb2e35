package nbe.cli.screen;

import java.util.List;
import java.util.OptionalDouble;
import nbe.tap.TapSettings;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** The axis of levels: which column of the bars stands for which level, and where the marks are. */
public final class Scale {
    static final int LEAST = TapSettings.REPORTED_DBM.least();

    static final int MOST = TapSettings.REPORTED_DBM.most();

    private static final AttributedStyle REACHES_TAP = AttributedStyle.BOLD.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle NEAR = AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
    private static final AttributedStyle BETWEEN = AttributedStyle.DEFAULT.foreground(AttributedStyle.BLUE);

    private final int columns;
    private final boolean blocks;
    private final List<Mark> marks;

    /**
     * An axis.
     *
     * @param columns at least 1
     * @param blocks whether bars are made of block characters, which are two steps a column, or of ASCII
     * @param marks by level, the lowest first
     */
    public Scale(int columns, boolean blocks, List<Mark> marks) {
        this.columns = columns;
        this.blocks = blocks;
        this.marks = marks;
    }

    /** A level with a name. */
    public record Mark(String name, int dbm) {}

    /** The bar of a level; without a level the marks alone. */
    public AttributedString bar(OptionalDouble level) {
        AttributedStringBuilder bar = new AttributedStringBuilder();
        int halves = level.isPresent() ? Math.max(1, (int) Math.round(share(level.getAsDouble()) * columns * 2)) : 0;
        AttributedStyle style = style(level);
        for (int column = 0; column < columns; column++) {
            int at = column;
            boolean covered = halves >= 2 * column + 2;
            if (marks.stream().anyMatch(mark -> column(mark.dbm()) == at)) {
                bar.styled(covered ? style : Styles.FAINT, blocks ? "║" : "|");
            } else if (covered) {
                bar.styled(style, blocks ? "█" : "#");
            } else {
                boolean half = blocks && halves == 2 * column + 1;
                bar.styled(half ? style : Styles.PLAIN, half ? "▌" : " ");
            }
        }
        return bar.toAttributedString();
    }

    /** The names of the marks, each above its column. */
    public String names() {
        return labels(marks.stream().map(Mark::name).toList());
    }

    /** The levels of the marks in dBm, each above its column, and of the axis's ends where there is room. */
    public String levels() {
        StringBuilder line = new StringBuilder(
                labels(marks.stream().map(mark -> Integer.toString(mark.dbm())).toList()));
        label(line, 0, Integer.toString(LEAST));
        label(line, columns - Integer.toString(MOST).length(), Integer.toString(MOST));
        return line.toString();
    }

    /** Writes the label if nothing is there or beside it. */
    private void label(StringBuilder line, int start, String label) {
        int end = start + label.length();
        if (start >= 0
                && end <= columns
                && line.substring(Math.max(0, start - 1), Math.min(columns, end + 1))
                        .isBlank()) {
            line.replace(start, end, label);
        }
    }

    /** Labels that would overlap move apart; those without room are left out, the last ones (the tap's) last. */
    private String labels(List<String> labels) {
        StringBuilder line = new StringBuilder(" ".repeat(columns));
        int end = columns;
        for (int i = labels.size() - 1; i >= 0; i--) {
            String label = labels.get(i);
            int start = Math.min(column(marks.get(i).dbm()) - label.length() / 2, end - label.length());
            if (start < 0) {
                start = 0;
            }
            if (start + label.length() > end) {
                break;
            }
            line.replace(start, start + label.length(), label);
            end = start - 1;
        }
        return line.toString();
    }

    private AttributedStyle style(OptionalDouble level) {
        if (level.isEmpty()) {
            return Styles.FAINT;
        }
        return marks.stream()
                .filter(mark -> level.getAsDouble() >= mark.dbm())
                .reduce((lower, higher) -> higher)
                .map(mark -> switch (mark.name()) {
                    case "tap" -> REACHES_TAP;
                    case "near" -> NEAR;
                    default -> BETWEEN;
                })
                .orElse(marks.isEmpty() ? BETWEEN : Styles.FAINT);
    }

    /** The column of a level, counted from 0. */
    private int column(double dbm) {
        return Math.min(columns - 1, (int) (share(dbm) * columns));
    }

    private static double share(double dbm) {
        return (Math.max(LEAST, Math.min(MOST, dbm)) - LEAST) / (MOST - LEAST);
    }
}
