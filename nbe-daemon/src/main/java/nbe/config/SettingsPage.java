package nbe.config;

/** The page {@code docs/configuration.md}: what a file may say, as Markdown. */
public final class SettingsPage {
    private static final String HEAD = """
            # Configuration: nbe.toml

            This page is made from the table in `nbe.config.Setting`; a test of `nbe-daemon` compares them.

            The file is looked for in this order: `--config FILE`; the variable `NBE_CONFIG`; on Windows
            `C:\\Nymi\\Bluetooth_Endpoint\\nbe.toml`; elsewhere `/usr/bin/nbe.toml`, then `/etc/nbe/nbe.toml`. Without any, the
            defaults count. A variable overrides the file; lists have commas between their elements, and an empty variable
            stands for an empty list, for no file or for no proxy. `nbe check` prints what counts and where it comes from.

            | key | default | allowed | variable | meaning |
            |---|---|---|---|---|
            """;

    private SettingsPage() {}

    /** The whole page; lines end with {@code \n}. */
    public static String text() {
        StringBuilder text = new StringBuilder(HEAD);
        for (Setting<?> setting : Setting.all()) {
            String section = setting.section().isEmpty() ? "" : "[" + setting.section() + "] ";
            String fallback = setting.hasFixedDefault() ? code(setting.defaultWords()) : setting.defaultWords();
            String variables = code(setting.variable())
                    + setting.unprefixedVariable().map(v -> ", " + code(v)).orElse("")
                    + setting.switchVariable()
                            .map(v -> "; " + code(v + "=0") + ": false")
                            .orElse("");
            text.append("| ").append(code(section + setting.key()));
            text.append(" | ").append(fallback);
            text.append(" | ").append(cell(setting.allowed()));
            text.append(" | ").append(variables);
            text.append(" | ").append(cell(setting.meaning())).append(" |\n");
        }
        return text.toString();
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
