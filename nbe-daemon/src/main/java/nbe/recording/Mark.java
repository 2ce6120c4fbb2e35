package nbe.recording;

/**
 * A note of the engineer who recorded.
 *
 * @param atNanos from the beginning of the recording
 * @param text one line; {@code nbe evaluate} reads {@code tap} and {@code away}
 * @param line where it stands in the file, from 1; 0 if it does not come from a file
 */
public record Mark(long atNanos, String text, int line) {
    /** The band touches the dongle. A band's address may follow. */
    public static final String TAP = "tap";

    /** It has left again. */
    public static final String AWAY = "away";

    /** The first word of the text. */
    public String word() {
        return text.split("\\s+", 2)[0];
    }

    /** The text without its first word. */
    public String rest() {
        String[] words = text.split("\\s+", 2);
        return words.length < 2 ? "" : words[1].strip();
    }
}
