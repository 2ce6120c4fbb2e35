package nbe.cli;

import picocli.CommandLine.Option;

/** Options of the commands that read the configuration and have something to log. */
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

    /** These options, with those that stood before the subcommand's name where it has none of its own. */
    ConfigOptions orElse(ConfigOptions outer) {
        ConfigOptions both = new ConfigOptions();
        both.take(this, outer);
        both.verbose = verbose || outer.verbose;
        return both;
    }
}
