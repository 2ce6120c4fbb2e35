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

    /** Reads what the options, the environment and the system's files say. */
    static ConfigReading read(ConfigFileOption options) {
        return new ConfigReader(Surroundings.ofThisProcess()).read(options.config());
    }

    /** The settings, for a command whose output is no log: problems go to its standard error, as in {@code nbe check}. */
    static Optional<Settings> readOrComplain(ConfigFileOption options, CommandLine command) {
        ConfigReading reading = read(options);
        PrintWriter err = command.getErr();
        reading.warnings().forEach(err::println);
        reading.errors().forEach(err::println);
        err.flush();
        return reading.settings();
    }
}
