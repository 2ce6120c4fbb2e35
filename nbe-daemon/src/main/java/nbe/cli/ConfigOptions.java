package nbe.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of the commands that read the configuration. */
final class ConfigOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = {
                "Configuration file. Without it: the variable NBE_CONFIG, then the system's place"
                        + " (/usr/bin/nbe.toml, /etc/nbe/nbe.toml; C:\\Nymi\\Bluetooth_Endpoint\\nbe.toml),"
                        + " then the defaults."
            })
    private Path config;

    @Option(
            names = {"-v", "--verbose"},
            description =
                    "Log everything: each BGAPI packet decoded beside its hex, each PC/SC state change and APDU, each"
                            + " WebSocket frame.")
    private boolean verbose;

    Optional<Path> config() {
        return Optional.ofNullable(config);
    }

    boolean verbose() {
        return verbose;
    }

    /** These options, with those that stood before the subcommand's name where it has none of its own. */
    ConfigOptions orElse(ConfigOptions outer) {
        ConfigOptions both = new ConfigOptions();
        both.config = config != null ? config : outer.config;
        both.verbose = verbose || outer.verbose;
        return both;
    }
}
