package nbe.cli;

import java.io.PrintWriter;
import java.util.Optional;
import nbe.config.ConfigReader;
import nbe.config.ConfigReading;
import nbe.config.Settings;
import nbe.config.Surroundings;
import picocli.CommandLine;

/** The configuration of this process. */
final class Configuration {
    private Configuration() {}

    /** Reads it from the option's file or the system's, and from the environment. */
    static ConfigReading read(ConfigFileOption options) {
        return new ConfigReader(Surroundings.ofThisProcess()).read(options.config());
    }

    /** The settings, for a command that does not log: prints problems to its standard error, as {@code nbe check} does. */
    static Optional<Settings> readOrPrintProblems(ConfigFileOption options, CommandLine command) {
        ConfigReading reading = read(options);
        PrintWriter err = command.getErr();
        reading.warnings().forEach(err::println);
        reading.errors().forEach(err::println);
        err.flush();
        return reading.settings();
    }
}
