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

            ## Changing settings

            The daemon reads file and variables when it starts, and the file again when it is told to. Check the file first:

                nbe check
                sudo nbe reload

            `sudo systemctl reload nymi-bluetooth-endpoint`, the signal SIGHUP and `POST /v1/reload` at the
            [control socket](control.md) do the same. What happens to a changed key stands [with each key](#each-key): what
            decides presence, taps, bands, readers and the log changes while everything runs on; a change of the agent, or of
            the way to it, ends the connection and begins the next one at once, and no intent is lost by it that can still be
            delivered within 2 s.

            - **A wrong file changes nothing.** `nbe reload` prints each problem and ends with status 1, the log has an ERROR line
              with all of them, and they stand in `nbe status` until the file is mended and read.
            - **A file that was changed and not read** is a problem in `nbe status`, whoever changed it; so is one that is gone. It
              is none any more once the file has been read, or is again what was read. The daemon does not read it by itself.
            - Variables are those of the start: a change of a variable needs a restart. What a variable decides is not changed by
              the file.
            - Windows of taps that begin under a changed rule, window length or threshold begin empty: only what is heard from
              then on makes a tap, and a band that was tapped must fall before its next tap, as ever.
            - The files of `[tls]` are read for each connection, so a renewed certificate counts from the next connection on, with
              or without a reload. A reload whose keys are the same does not end a connection.
            - A `nbe run` whose standard error is a terminal ends when the terminal closes: there SIGHUP stops it. One that was
              started by `nohup` ignores SIGHUP. Windows has no such signal: `nbe reload` does it there.

            With a wrong file the daemon does not start (exit status 78); systemd does not retry then, and
            `journalctl -u nymi-bluetooth-endpoint` has the reason.

            ## Variables

            A variable overrides the file. Write its value without the quotation marks and brackets of TOML: lists have commas
            between their elements, and an empty variable means an empty list, no file or no proxy. The daemon reads a value
            with quotation marks or brackets as TOML, with a warning, and rejects it if it is not TOML.

                NBE_AGENT_URL=wss://agent.example.com/socket/websocket
                NBE_NFC_READERS=ACS,OMNIKEY

            Payloads have no such form: `NBE_BAND_PAYLOAD` holds an array of tables in one line of TOML, and an empty one means
            the built-in payloads.

                NBE_BAND_PAYLOAD=[{ name = "x", prefix = "B2 01 02", on_body = "5.0", authenticated = "5.1" }]

            The service gets its variables by `systemctl edit nymi-bluetooth-endpoint`:

                [Service]
                Environment=NBE_LOG_LEVEL=debug

            `NBE_JAVA_OPTS` is not a setting: the launcher adds it to the options of the Java virtual machine.

            ## Defaults

            | key | default | allowed |
            |---|---|---|
            """;

    private static final String FORMER = """

            ## Former keys

            Keys of earlier versions are still read, with a warning. One counts as long as no key that took its place is given,
            in the file or by a variable.

            | key, variable | counts as | allowed |
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
        text.append(FORMER);
        for (FormerKey former : FormerKey.values()) {
            text.append("| ").append(code(former.key())).append(", ").append(code(former.variable()));
            text.append(" | ").append(former.meaning());
            text.append(" | ").append(former.allowed()).append(" |\n");
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
