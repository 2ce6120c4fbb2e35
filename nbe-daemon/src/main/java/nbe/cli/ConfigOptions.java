package nbe.cli;

import picocli.CommandLine.Option;

/** Options of the commands that read the configuration and log. */
final class ConfigOptions extends ConfigFileOption {
    @Option(
            names = {"-v", "--verbose"},
            description =
                    "Log everything: each BGAPI packet decoded beside its hex, each PC/SC state change and APDU, each"
                            + " WebSocket frame.")
    private boolean verbose;

    boolean verbose() {
        return verbose;
    }

    /** These options; for each that is not given, the one before the subcommand's name. */
    ConfigOptions orElse(ConfigOptions outer) {
        ConfigOptions both = new ConfigOptions();
        both.take(this, outer);
        both.verbose = verbose || outer.verbose;
        return both;
    }
}
