package nbe.referenceagent.message;

/** Text from outside, made fit for a terminal or a log: no control characters, not endless. */
public final class Printable {
    private static final int LONGEST = 160;

    private Printable() {}

    public static String of(String foreign) {
        StringBuilder text = new StringBuilder();
        foreign.codePoints().limit(LONGEST + 1L).forEach(c -> text.appendCodePoint(harmless(c) ? c : '\uFFFD'));
        if (text.codePointCount(0, text.length()) > LONGEST) {
            text.setLength(text.offsetByCodePoints(0, LONGEST));
            text.append('…');
        }
        return text.toString();
    }

    private static boolean harmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
