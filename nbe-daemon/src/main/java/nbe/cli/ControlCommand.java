package nbe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import nbe.base.Printable;
import nbe.cli.process.ExitStatus;
import nbe.control.client.ControlClient;
import nbe.control.client.RunningDaemon;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * A command that asks the running daemon. Of the configuration it reads {@code [control] socket} alone: whatever else is wrong there does
 * not stop it.
 */
abstract class ControlCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @ParentCommand
    private NbeCommand nbe;

    @Spec
    private CommandSpec spec;

    @Override
    public final Integer call() throws InterruptedException {
        RunningDaemon daemon = daemon();
        Optional<ControlClient> client = daemon.find();
        if (client.isEmpty()) {
            return withoutDaemon(daemon);
        }
        try (ControlClient asked = client.get()) {
            return ask(asked);
        } catch (IOException e) {
            err().println("nbe: the running daemon could not be asked at "
                    + client.get().socket() + ": " + Printable.line(String.valueOf(e.getMessage())));
            return ExitStatus.FAILURE;
        }
    }

    /** Asks, prints the answer, and returns the exit status. */
    abstract int ask(ControlClient client) throws IOException, InterruptedException;

    /** No daemon answers: says so with the places that were tried. */
    int withoutDaemon(RunningDaemon daemon) throws InterruptedException {
        err().println("nbe: " + daemon.whyNot());
        return ExitStatus.FAILURE;
    }

    /** The options of this command and those before its name. */
    final ConfigOptions options() {
        return options.orElse(nbe.options());
    }

    /** Whether to colour what is printed. */
    final boolean coloured() {
        return spec.commandLine().getColorScheme().ansi().enabled();
    }

    /** Writes what is buffered; false if nobody reads standard output any more, as in a pipe to {@code head}. */
    final boolean flushed() {
        return !out().checkError() && !System.out.checkError(); // the writer does not pass on the stream's error
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    final CommandLine commandLine() {
        return spec.commandLine();
    }

    final RunningDaemon daemon() {
        return Configuration.runningDaemon(options());
    }
}
