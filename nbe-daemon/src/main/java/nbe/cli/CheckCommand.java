package nbe.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import nbe.cli.process.ExitStatus;
import nbe.config.ConfigReading;
import nbe.config.SettingsTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
            "Example: nbe check -c /etc/nbe/nbe.toml"
        })
final class CheckCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger("config");

    @Mixin
    private ConfigOptions options = new ConfigOptions();

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
        if (reading.settings().isEmpty()) {
            return ExitStatus.CONFIGURATION;
        }
        reading.settings()
                .get()
                .link()
                .warnings(InstantSource.system().instant())
                .forEach(warning -> LOG.warn("{}", warning));
        PrintWriter out = spec.commandLine().getOut();
        out.print(SettingsTable.text(
                reading.file(),
                reading.settings().get(),
                spec.commandLine().getColorScheme().ansi()));
        out.flush();
        return ExitStatus.OK;
    }
}
