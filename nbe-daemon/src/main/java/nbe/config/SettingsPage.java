package nbe.config;

import java.util.LinkedHashSet;
import java.util.Set;

/** Makes {@code docs/configuration.md}: every key, as Markdown that a terminal can show, too. */
public final class SettingsPage {
    private static final String HEAD = """
            # Configuration: nbe.toml

            A test of `nbe-daemon` writes this page from the table in `nbe.config.Setting` and compares them.

            ## Which file

            The daemon searches the file in this order: `--config FILE`; the variable `NBE_CONFIG`; on Windows
            `C:\\Nymi\\Bluetooth_Endpoint\\nbe.toml`; elsewhere `/usr/bin/nbe.toml`, then `/etc/nbe/nbe.toml`. Without any, the
            defaults count. `nbe check` prints the effective settings and the origin of each.

            A relative path in the file is relative to the folder of the file (of the link's target, if it is a link),
            wherever the daemon is started. In a variable it is relative to the working directory. Messages show it in full.

            ## When a change counts

            The daemon reads file and variables when it starts: each change needs a restart. Check it first:

                nbe check
                sudo nbe service stop
                sudo nbe service start

            With a wrong file the daemon does not start (exit status 78); systemd does not retry then, and
            `journalctl -u nymi-bluetooth-endpoint` has the reason.

            ## Variables

            A variable overrides the file. Write its value without the quotation marks and brackets of TOML: lists have commas
            between their elements, and an empty variable means an empty list, no file or no proxy. The daemon reads a value
            with quotation marks or brackets as TOML, with a warning, and rejects it if it is not TOML.

                NBE_AGENT_URL=wss://agent.example.com/socket/websocket
                NBE_NFC_READERS=ACS,OMNIKEY

            The service gets its variables by `systemctl edit nymi-bluetooth-endpoint`:

                [Service]
                Environment=NBE_LOG_LEVEL=debug

            `NBE_JAVA_OPTS` is not a setting: the launcher adds it to the options of the Java virtual machine.

            ## Defaults

            | key | default | allowed |
            |---|---|---|
            """;

    private SettingsPage() {}

    /** The whole page; lines end with {@code \n}. */
    public static String text() {
        StringBuilder text = new StringBuilder(HEAD);
        for (Setting<?> setting : Setting.all()) {
            text.append("| ").append(name(setting));
            text.append(" | ").append(fallback(setting));
            text.append(" | ").append(setting.allowed().replace("|", "\\|")).append(" |\n");
        }
        text.append("\n## Each key\n");
        for (Setting<?> setting : Setting.all()) {
            Set<String> variables = new LinkedHashSet<>();
            variables.add(code(setting.variable()));
            setting.unprefixedVariable().map(SettingsPage::code).ifPresent(variables::add);
            setting.switchVariable()
                    .map(name -> code(name + "=0") + " makes it false")
                    .ifPresent(variables::add);
            text.append("\n### ").append(name(setting)).append("\n\n");
            text.append(sentence(setting.meaning())).append("\n\n");
            text.append("- used by: ").append(setting.usedBy()).append('\n');
            text.append("- a change ").append(setting.changeCounts()).append('\n');
            text.append("- default: ").append(fallback(setting)).append('\n');
            text.append("- variable: ").append(String.join(", ", variables)).append('\n');
        }
        return text.toString();
    }

    private static String name(Setting<?> setting) {
        return code((setting.section().isEmpty() ? "" : "[" + setting.section() + "] ") + setting.key());
    }

    private static String fallback(Setting<?> setting) {
        return setting.hasFixedDefault() ? code(setting.defaultWords()) : setting.defaultWords();
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
