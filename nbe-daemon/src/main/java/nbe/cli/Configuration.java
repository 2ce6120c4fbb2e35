package nbe.cli;

import com.sun.jna.Platform;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import nbe.config.ConfigReader;
import nbe.config.ConfigReading;
import nbe.config.Setting;
import nbe.config.Settings;
import nbe.config.Surroundings;
import nbe.control.client.RunningDaemon;
import nbe.control.place.ControlPlaces;
import nbe.control.place.SocketChoice;
import nbe.daemon.Reload;
import nbe.log.LogFormat;
import picocli.CommandLine;

/** The configuration of this process. */
final class Configuration {
    private Configuration() {}

    /** Reads it from the option's file or the system's, and from the environment. */
    static ConfigReading read(ConfigFileOption options) {
        return new ConfigReader(Surroundings.ofThisProcess()).read(options.config());
    }

    /** Where a daemon with these settings answers; empty: nowhere. */
    static Optional<Path> controlSocket(Settings settings) {
        return new ControlPlaces(
                        Platform.isWindows(), Surroundings.ofThisProcess().environment())
                .ofDaemon(settings.value(Setting.CONTROL_SOCKET));
    }

    /** Reads it again from the same place. */
    static Reload reload(ConfigFileOption options, ConfigReading first) {
        return new Reload(
                new ConfigReader(Surroundings.ofThisProcess()), options.config(), first, InstantSource.system());
    }

    /** The daemon that runs with this configuration. */
    static RunningDaemon runningDaemon(ConfigFileOption options) {
        Surroundings here = Surroundings.ofThisProcess();
        Optional<SocketChoice> choice = new ConfigReader(here).valueOf(Setting.CONTROL_SOCKET, options.config());
        return new RunningDaemon(new ControlPlaces(Platform.isWindows(), here.environment()).ofClient(choice));
    }

    /**
     * The value of one setting, for a command that whatever else is wrong does not stop. Prints that the default counts where the value
     * cannot be read.
     */
    static <T> T valueOrDefault(Setting<T> setting, ConfigFileOption options, CommandLine command) {
        ConfigReader reader = new ConfigReader(Surroundings.ofThisProcess());
        Optional<T> value = reader.valueOf(setting, options.config());
        if (value.isEmpty()) {
            command.getErr()
                    .println("nbe: " + setting.name()
                            + " cannot be read, its default counts; 'nbe check' says what is wrong");
        }
        return value.orElseGet(() -> reader.defaultOf(setting));
    }

    /** The format of the log, whatever else is wrong; text if that cannot be read. */
    static LogFormat logFormat(ConfigFileOption options) {
        return new ConfigReader(Surroundings.ofThisProcess())
                .valueOf(Setting.LOG_FORMAT, options.config())
                .orElse(LogFormat.TEXT);
    }

    /** The settings, for a command that does not log: prints problems to its standard error, as {@code nbe check} does. */
    static Optional<Settings> readOrPrintProblems(ConfigFileOption options, CommandLine command) {
        return orPrintProblems(read(options), command);
    }

    /** The same of a configuration that is read already. */
    static Optional<Settings> orPrintProblems(ConfigReading reading, CommandLine command) {
        PrintWriter err = command.getErr();
        reading.warnings().forEach(err::println);
        reading.errors().forEach(err::println);
        err.flush();
        return reading.settings();
    }
}
