package nbe.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nbe}: runs the daemon as {@code nbe run} does; the other commands are {@link Subcommands}. */
@Command(
        name = "nbe",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Nymi Bluetooth Endpoint: bands and NFC cards in, presence and taps out.",
        description = {
            "",
            "Without a command it runs the daemon in the foreground, as 'nbe run' does, unless a daemon runs already.",
            ""
        },
        footer = {
            "",
            "Exit status: 0 fine (also after SIGTERM or Ctrl-C), 1 a failure at run time, 2 bad usage,"
                    + " 78 bad configuration.",
            "",
            "Examples:",
            "  nbe demo                      the whole chain on this machine, no hardware",
            "  nbe check                     the effective settings and their origin",
            "  nbe scan                      what the dongle hears, and why it is no band",
            "  nbe doctor                    what is wrong with adapter, readers and agent",
            "  nbe -c nbe.toml --verbose     run, and show every packet, APDU and frame",
            "  source <(nbe generate-completion)   completion for bash and zsh"
        })
final class NbeCommand implements Callable<Integer>, NeedsNativeLibraries {
    @Mixin
    private ConfigOptions options = new ConfigOptions();

    ConfigOptions options() {
        return options;
    }

    @Override
    public Integer call() throws InterruptedException {
        return RunCommand.run(options, false);
    }
}
