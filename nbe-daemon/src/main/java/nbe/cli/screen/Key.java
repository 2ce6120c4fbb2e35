package nbe.cli.screen;

/**
 * A key that was typed.
 *
 * @param character the character; 0 for any other kind
 */
public record Key(Kind kind, char character) {
    /** What was typed. */
    public enum Kind {
        /** A character that can be printed. */
        CHARACTER,
        ENTER,
        BACKSPACE,
        ESCAPE,
        /** Ctrl-C, or the terminal is gone. */
        INTERRUPT,
        /** A key without a meaning here, such as an arrow. */
        OTHER
    }

    /** A key other than a character. */
    public static Key of(Kind kind) {
        return new Key(kind, '\0');
    }

    /** The key of a character. */
    public static Key of(char character) {
        return new Key(Kind.CHARACTER, character);
    }
}
