package nbe.config;

/**
 * Makes the shipped {@code nbe.toml}: every key with its meaning, each default commented out but {@code agent_url}. No line of comment
 * is longer than 80 characters, for terminals.
 */
public final class DefaultFile {
    private static final int WIDTH = 80;
    private static final String COMMENT = "# ";

    private static final String HEAD = """
            # Nymi Bluetooth Endpoint: configuration
            #
            # A line that begins with # sets nothing. A key after a # shows its default, or
            # an example where "Example:" stands above it. Remove the # to set a key.
            # The environment variable that is named with a key overrides it; write its
            # value there without quotation marks and brackets.
            # A relative path is relative to the folder of this file.
            # `nbe check` prints the effective settings and their origin. A changed file
            # counts once `nbe reload` has read it, without a restart.
            """;

    private DefaultFile() {}

    /** The whole file; lines end with {@code \n}. */
    public static String text() {
        StringBuilder text = new StringBuilder(HEAD);
        String section = "";
        for (Setting<?> setting : Setting.all()) {
            if (!setting.section().equals(section)) {
                section = setting.section();
                text.append("\n[").append(section).append("]\n");
            } else {
                text.append('\n');
            }
            comment(text, setting.meaning());
            comment(text, "Used by: " + setting.usedBy() + ". A change " + setting.changeCounts() + ".");
            comment(text, "Allowed: " + setting.allowed());
            comment(
                    text,
                    "Variable: " + setting.variable()
                            + setting.unprefixedVariable()
                                    .map(name -> ", or " + name)
                                    .orElse("")
                            + setting.switchVariable()
                                    .map(name -> "; " + name + "=0 makes it false")
                                    .orElse(""));
            if (!setting.hasFixedDefault()) {
                comment(text, "Default: " + setting.defaultWords() + ". Example:");
            }
            String hidden = setting == Setting.AGENT_URL ? "" : COMMENT;
            setting.exampleLines()
                    .forEach(line -> text.append(hidden).append(line).append('\n'));
        }
        return text.toString();
    }

    /** One or more lines of comment; a word that is longer than a line stands in one of its own. */
    private static void comment(StringBuilder text, String words) {
        StringBuilder line = new StringBuilder("#");
        for (String word : words.split(" ")) {
            if (line.length() > 1 && line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line.setLength(1);
            }
            line.append(' ').append(word);
        }
        text.append(line).append('\n');
    }
}
