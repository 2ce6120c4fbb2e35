package nbe.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option of the commands that read the configuration. */
class ConfigFileOption {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = {
                "Configuration file. Without it: the variable NBE_CONFIG, then the system's place"
                        + " (/usr/bin/nbe.toml, /etc/nbe/nbe.toml; C:\\Nymi\\Bluetooth_Endpoint\\nbe.toml),"
                        + " then the defaults."
            })
    private Path config;

    Optional<Path> config() {
        return Optional.ofNullable(config);
    }

    /** This option; if it is not given, the one before the subcommand's name. */
    ConfigFileOption orElse(ConfigFileOption outer) {
        ConfigFileOption one = new ConfigFileOption();
        one.take(this, outer);
        return one;
    }

    final void take(ConfigFileOption first, ConfigFileOption second) {
        config = first.config != null ? first.config : second.config;
    }
}
