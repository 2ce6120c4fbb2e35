package nbe.cli.screen;

import org.jline.utils.AttributedStyle;

/** The styles of text on screen: the terminal's own eight colours, so that they fit each background. */
public final class Styles {
    public static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    public static final AttributedStyle HEADING = AttributedStyle.BOLD;
    /** What is less important than the rest. */
    public static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();

    public static final AttributedStyle GOOD = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    public static final AttributedStyle WARNING = AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
    public static final AttributedStyle PROBLEM = AttributedStyle.BOLD.foreground(AttributedStyle.RED);
    /** What to do about a problem. */
    public static final AttributedStyle REMEDY = AttributedStyle.BOLD;

    private Styles() {}
}
