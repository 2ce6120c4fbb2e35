package nbe.log;

/** How a line of the log is written. */
public enum LogFormat {
    /** {@code 2026-11-22T10:15:30.123Z LEVEL component message}. */
    TEXT("text"),
    /** One JSON object with time, level, component and message. */
    JSON("json");

    private final String word;

    LogFormat(String word) {
        this.word = word;
    }

    /** The word in nbe.toml. */
    public String word() {
        return word;
    }
}
