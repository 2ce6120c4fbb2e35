package nbe.cli.tune;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import nbe.cli.screen.Key;
import nbe.cli.screen.LiveScreen;
import nbe.cli.screen.Paragraph;
import nbe.cli.screen.Scale;
import nbe.cli.screen.Styles;
import nbe.tuning.Hold;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Draws a session: the step, the level of the band as a bar, the holds so far, and the last sentences. */
final class ScreenFace implements Face {
    private static final Duration FRAME = Duration.ofMillis(100);
    private static final int SENTENCES = 4;
    private static final int MARGIN = 2;
    private static final String KEYS = "r repeats this step   q ends it; nothing is changed";

    private final LiveScreen screen;
    private final ArrayDeque<String> sentences = new ArrayDeque<>();

    ScreenFace(LiveScreen screen) {
        this.screen = screen;
    }

    @Override
    public void say(String sentence) {
        sentences.add(sentence);
        if (sentences.size() > SENTENCES) {
            sentences.remove();
        }
    }

    @Override
    public Wish show(View view) throws IOException {
        screen.measure();
        screen.show(lines(view, screen.columns(), screen.rows(), screen.blocks()));
        return screen.key(FRAME).map(ScreenFace::wish).orElse(Wish.NOTHING);
    }

    private static Wish wish(Key key) {
        return switch (key.kind()) {
            case INTERRUPT -> Wish.QUIT;
            case CHARACTER ->
                switch (key.character()) {
                    case 'q', 'Q' -> Wish.QUIT;
                    case 'r', 'R' -> Wish.AGAIN;
                    default -> Wish.NOTHING;
                };
            default -> Wish.NOTHING;
        };
    }

    List<AttributedString> lines(View view, int columns, int rows, boolean blocks) {
        List<AttributedString> lines = new ArrayList<>();
        lines.add(new AttributedString("nbe tune: " + Instruction.title(view.step()), Styles.HEADING));
        lines.add(AttributedString.EMPTY);
        int age = sentences.size();
        for (String sentence : sentences) {
            age--;
            lines.addAll(Paragraph.lines(sentence, age == 0 ? Styles.REMEDY : Styles.FAINT, MARGIN, columns - MARGIN));
        }
        lines.add(AttributedString.EMPTY);
        level(view, columns, blocks, lines);
        lines.add(AttributedString.EMPTY);
        lines.add(new AttributedString("  " + holds(view.holds()), Styles.GOOD));
        lines.add(new AttributedString("  " + time(view), Styles.HEADING));
        while (lines.size() < rows - 1) {
            lines.add(AttributedString.EMPTY);
        }
        lines.add(new AttributedString(KEYS, Styles.FAINT));
        return lines;
    }

    private static void level(View view, int columns, boolean blocks, List<AttributedString> lines) {
        String band = view.band().map(Object::toString).orElse("no band yet");
        AttributedStyle style = view.band().isPresent() ? Styles.PLAIN : Styles.WARNING;
        lines.add(new AttributedString("  " + band + "   " + dbm(view.levelDbm()), style));
        List<Scale.Mark> marks = view.restDbm().isPresent()
                ? List.of(new Scale.Mark(
                        "at rest", (int) Math.round(view.restDbm().getAsDouble())))
                : List.of();
        Scale scale = new Scale(Math.max(1, columns - 2 * MARGIN), blocks, marks);
        lines.add(new AttributedStringBuilder()
                .append("  ")
                .append(scale.bar(view.levelDbm()))
                .toAttributedString());
        lines.add(new AttributedString("  " + scale.names(), Styles.FAINT));
    }

    private static String dbm(OptionalDouble level) {
        return level.isPresent() ? String.format(Locale.ROOT, "%.0f dBm", level.getAsDouble()) : "silent";
    }

    private static String holds(List<Hold> holds) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < holds.size() && i < Guide.HOLDS; i++) {
            text.append(String.format(
                    Locale.ROOT, "%d: %.0f dBm   ", i + 1, holds.get(i).levelDbm()));
        }
        return text.toString();
    }

    private static String time(View view) {
        Optional<Long> left = view.secondsLeft();
        return left.map(seconds -> seconds + " s").orElse("");
    }

    @Override
    public void close() throws IOException {
        screen.close();
    }
}
