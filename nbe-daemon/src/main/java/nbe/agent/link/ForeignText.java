package nbe.agent.link;

/** Text of the other side, made fit for one log line: no control characters, no line breaks, of bounded length. */
public final class ForeignText {
    private ForeignText() {}

    public static String printable(String text, int longest) {
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(longest).forEach(c -> out.appendCodePoint(isPlain(c) ? c : '?'));
        return text.codePointCount(0, text.length()) > longest ? out + "…" : out.toString();
    }

    /** For comparisons: counters, times and names of requests differ each time, though nothing else does. */
    public static String withoutNumbers(String text) {
        return text.replaceAll("[0-9]+", "#");
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** The first line that is not blank; empty if there is none. */
    public static String firstLine(String text, int longest) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(line -> printable(line, longest))
                .orElse("");
    }
}
