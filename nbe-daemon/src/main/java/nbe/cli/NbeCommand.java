package nbe.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nbe}: the same as {@code nbe run}, and the place of the other commands. */
@Command(
        name = "nbe",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            DoctorCommand.class,
            SupportCommand.class,
            DemoCommand.class,
            AgentCommand.class,
            SimulateCommand.class,
            RecordCommand.class,
            ReplayCommand.class,
            EvaluateCommand.class,
            ServiceCommand.class,
            GenerateCompletion.class
        },
        header = "Nymi Bluetooth Endpoint: bands and NFC cards in, presence and intent to the Nymi Agent out.",
        description = {"", "Without a command the daemon runs in the foreground, as with 'nbe run'.", ""},
        footer = {
            "",
            "Exit status: 0 fine (a stop by SIGTERM or Ctrl-C included), 1 a failure at run time, 2 bad usage,",
            "78 bad configuration.",
            "",
            "Examples:",
            "  nbe demo                      the whole chain on this machine, no hardware needed",
            "  nbe check                     which settings count, and where they come from",
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
        return RunCommand.run(options);
    }
}
