package nbe.config;

/** The {@code nbe.toml} that is shipped: every key with its meaning, each default commented out but {@code agent_url}. */
public final class DefaultFile {
    private static final String HEAD = """
            # Nymi Bluetooth Endpoint: configuration
            #
            # A line that begins with # sets nothing: what it shows is the default. Remove the # to set a key.
            # Every key can be overridden by the environment variable that is named with it.
            # `nbe check` prints what counts and where it comes from.
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
            text.append("# ").append(setting.meaning()).append('\n');
            text.append("# Allowed: ").append(setting.allowed()).append('\n');
            text.append("# ").append(setting.hasFixedDefault() ? "" : "Default: " + setting.defaultWords() + ". ");
            text.append("Variable: ").append(setting.variable());
            setting.unprefixedVariable().ifPresent(name -> text.append(", or ").append(name));
            setting.switchVariable()
                    .ifPresent(name -> text.append("; ").append(name).append("=0 makes it false"));
            text.append('\n');
            text.append(setting == Setting.AGENT_URL ? "" : "# ");
            text.append(setting.key()).append(" = ").append(setting.example()).append('\n');
        }
        return text.toString();
    }
}
