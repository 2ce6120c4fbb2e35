package nbe.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import nbe.cli.json.CheckJson;
import nbe.cli.json.JsonText;
import nbe.cli.process.ExitStatus;
import nbe.config.ConfigReading;
import nbe.config.SettingsTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code nbe check}: prints the effective configuration and its origin; changes nothing. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Reads the configuration and prints the effective values with their origin. Changes nothing.",
        footer = {
            "",
            "Exit status: 0 fine (warnings included), 78 bad configuration; each problem is",
            "then a line",
            "  file:line:column: what is wrong, what is allowed",
            "on standard error, all problems at once.",
            "",
            "Examples:",
            "  nbe check -c /etc/nbe/nbe.toml",
            "  nbe check --json | jq '.settings[] | select(.origin != \"default\")'"
        })
final class CheckCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger("config");

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(names = "--json", description = "Print one JSON object (docs/commands-json.md).")
    private boolean json;

    @ParentCommand
    private NbeCommand nbe;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ConfigReading reading = Configuration.read(options.orElse(nbe.options()));
        PrintWriter err = spec.commandLine().getErr();
        reading.warnings().forEach(warning -> LOG.warn("{}", warning));
        reading.errors().forEach(err::println);
        err.flush();
        List<String> further = reading.settings()
                .map(settings -> settings.link().warnings(InstantSource.system().instant()))
                .orElse(List.of());
        further.forEach(warning -> LOG.warn("{}", warning));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(CheckJson.of(reading, further)));
        } else {
            reading.settings()
                    .ifPresent(settings -> out.print(SettingsTable.text(
                            reading.file(),
                            settings,
                            spec.commandLine().getColorScheme().ansi())));
        }
        out.flush();
        return reading.settings().isPresent() ? ExitStatus.OK : ExitStatus.CONFIGURATION;
    }
}
