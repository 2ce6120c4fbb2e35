package nbe.config.value;

/** Type of a setting that holds one word: 1 to {@code maxLength} characters, no spaces, no control characters. */
public record Text(int maxLength) implements TextType<String> {

    @Override
    public String allowed() {
        return "a text of 1 to " + maxLength + " characters without spaces or control characters";
    }

    @Override
    public String fromText(String text) throws NotAllowed {
        int length = text.codePointCount(0, text.length());
        if (length == 0) {
            throw new NotAllowed("is empty", allowed());
        }
        if (length > maxLength) {
            throw new NotAllowed("has " + length + " characters", allowed());
        }
        if (text.codePoints().anyMatch(c -> !isAllowed(c))) {
            throw new NotAllowed("is " + TomlWords.shortened(text), allowed());
        }
        return text;
    }

    /**
     * Makes an allowed text, for example from the host name: replaces characters that are not allowed by hyphens, and cuts the text at
     * {@code maxLength}.
     *
     * @param ifEmpty the result for a blank {@code raw}
     */
    public String madeOf(String raw, String ifEmpty) {
        String word = raw.strip()
                .codePoints()
                .map(c -> isAllowed(c) ? c : '-')
                .limit(maxLength)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return word.isEmpty() ? ifEmpty : word;
    }

    private static boolean isAllowed(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    @Override
    public String toToml(String value) {
        return TomlWords.quoted(value);
    }
}
