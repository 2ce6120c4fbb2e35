package nbe.cli;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import nbe.base.Printable;
import nbe.cli.process.ExitStatus;
import nbe.config.Setting;
import nbe.config.value.NotAllowed;
import nbe.control.client.ControlAnswer;
import nbe.control.client.ControlClient;
import nbe.control.level.LogLevelRoute;
import org.slf4j.event.Level;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code nbe log}: another level of the running daemon's log, for a while. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Sets the level of the running daemon's log for a while; then the configured one counts again, by itself. A second"
                    + " 'nbe log' replaces the first, and a reload that changes log_level ends it. The log itself is where 'nbe"
                    + " service status' says.",
            "",
            "debug adds to info: each change of a band's presence, what PC/SC reports of readers and cards, each attempt to"
                    + " reach the agent, and why a card, an adapter or a certificate was left out. NFC UIDs are written whole: such a"
                    + " log can be used to copy a card. Single packets, APDUs and frames are shown by 'nbe run --verbose' only.",
            ""
        },
        footer = {
            "",
            "Exit status: 0 set, 1 not set or no daemon answers, 2 bad usage.",
            "",
            "Examples:",
            "  nbe log debug                 for ten minutes",
            "  nbe log debug --for 3600      for an hour",
            "  nbe log info --for 1          ends it now"
        })
final class LogCommand extends ControlCommand {
    @Parameters(
            paramLabel = "LEVEL",
            converter = LevelWord.class,
            completionCandidates = LevelWords.class,
            description = "${COMPLETION-CANDIDATES}.")
    private Level level;

    @Option(
            names = "--for",
            paramLabel = "S",
            converter = Duration.class,
            description = "Seconds, 1 to " + LogLevelRoute.MOST_SECONDS + " (default: ${DEFAULT-VALUE}).")
    private int seconds = LogLevelRoute.SECONDS;

    /** The levels as nbe.toml has them. */
    static final class LevelWords implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("error", "warn", "info", "debug").iterator();
        }
    }

    /** What the daemon takes. */
    static final class Duration implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            int seconds = Integer.parseInt(text); // Picocli rejects what is no number
            if (seconds < 1 || seconds > LogLevelRoute.MOST_SECONDS) {
                throw new CommandLine.TypeConversionException(
                        "is " + seconds + "; allowed: 1 to " + LogLevelRoute.MOST_SECONDS);
            }
            return seconds;
        }
    }

    /** A level as in nbe.toml, capitals or not. */
    static final class LevelWord implements ITypeConverter<Level> {
        @Override
        public Level convert(String word) {
            try {
                return Setting.LOG_LEVEL.valueOf(word.toLowerCase(Locale.ROOT));
            } catch (NotAllowed e) {
                throw new CommandLine.TypeConversionException("the level " + e.wrong() + "; allowed: " + e.allowed());
            }
        }
    }

    @Override
    int ask(ControlClient client) throws IOException, InterruptedException {
        String json = JsonMapper.shared()
                .createObjectNode()
                .put("level", level.name().toLowerCase(Locale.ROOT))
                .put("seconds", seconds)
                .toString();
        try (ControlAnswer answer = client.put("/v1/log-level", json)) {
            JsonNode object = JsonMapper.shared().readTree(answer.bytes());
            if (!answer.isOk()) {
                err().println("nbe: " + Printable.line(object.path("error").asString("status " + answer.status())));
                return ExitStatus.FAILURE;
            }
            out().println("the log has level "
                    + Printable.line(object.path("level").asString()) + " until "
                    + Printable.line(object.path("until").asString()) + ", for " + seconds + " s");
            return ExitStatus.OK;
        } catch (JacksonException e) {
            throw new IOException("the daemon answered something else than JSON", e);
        }
    }
}
