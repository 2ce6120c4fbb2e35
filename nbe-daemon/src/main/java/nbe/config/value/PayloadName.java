package nbe.config.value;

/** Type of the name of a payload, which stands in tables and lines of the log: 1 to {@value #MOST} printable characters. */
enum PayloadName implements TextType<String> {
    SHORT;

    private static final int MOST = 40;

    @Override
    public String allowed() {
        return "a text of 1 to " + MOST + " printable characters";
    }

    @Override
    public String fromText(String text) throws NotAllowed {
        if (text.isBlank()) {
            throw new NotAllowed("is empty", allowed());
        }
        int length = text.codePointCount(0, text.length());
        if (length > MOST) {
            throw new NotAllowed("has " + length + " characters", allowed());
        }
        if (text.codePoints().anyMatch(c -> !isAllowed(c))) {
            throw new NotAllowed("is " + TomlWords.shortened(text), allowed());
        }
        return text;
    }

    private static boolean isAllowed(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.PRIVATE_USE -> false;
            default -> true;
        };
    }

    @Override
    public String toToml(String value) {
        return TomlWords.quoted(value);
    }
}
