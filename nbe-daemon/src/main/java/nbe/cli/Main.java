package nbe.cli;

import java.io.IOException;
import nbe.cli.process.ExitStatus;
import nbe.cli.process.NativeLibraries;
import nbe.log.Logging;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The program {@code nbe}: the only place that ends the process. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger("main");

    private Main() {}

    /** Runs one command and ends the process with its exit status. */
    public static void main(String[] args) {
        // Before Netty is loaded: newer JVMs print a warning when it uses sun.misc.Unsafe. The packaged runtime, which
        // is started so that it prints none, sets false.
        if (System.getProperty("io.netty.noUnsafe") == null) {
            System.setProperty("io.netty.noUnsafe", "true");
        }
        // Otherwise Netty derives it from a network card, and warns if there is none. It is used in channel names only.
        System.setProperty("io.netty.machineId", "02:00:00:00:00:01");
        System.setProperty("java.awt.headless", "true");
        Logging.bootstrap();
        int status = ExitStatus.FAILURE;
        try {
            status = commandLine(args).execute(args);
        } catch (Error e) { // a class is missing, or no memory
            LoggerFactory.getLogger("main").error("this program cannot go on", e);
        } finally {
            end(status);
        }
    }

    /** Ends the process, even if the log cannot be closed. */
    private static void end(int status) {
        try {
            System.out.flush();
            System.err.flush();
            Logging.close();
        } finally {
            // Not exit(): libraries' shutdown hooks can hang.
            Runtime.getRuntime().halt(status);
        }
    }

    /** @param words what is to be executed; none: every command is there */
    static CommandLine commandLine(String... words) {
        CommandLine line = new CommandLine(new NbeCommand());
        Subcommands.of(words).forEach(command -> line.addSubcommand(command.get()));
        return line.setExecutionExceptionHandler((failure, command, parsed) -> {
                    LoggerFactory.getLogger("main").error("a fault of this program", failure);
                    return ExitStatus.FAILURE;
                })
                .setExecutionStrategy(Main::withNativeLibraries)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Runs the command, with the native libraries if it needs them. */
    private static int withNativeLibraries(ParseResult parsed) {
        boolean needed = parsed.asCommandLineList().stream()
                .map(CommandLine::<Object>getCommand)
                .skip(parsed.hasSubcommand() ? 1 : 0)
                .anyMatch(NeedsNativeLibraries.class::isInstance);
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        CommandLine.RunLast run = new CommandLine.RunLast();
        if (!needed) {
            return run.execute(parsed);
        }
        try (NativeLibraries libraries = NativeLibraries.provide()) {
            LOG.debug("native libraries: {}", libraries.folder());
            return run.execute(parsed);
        } catch (IOException e) {
            System.err.println(e.getMessage());
            return ExitStatus.FAILURE;
        }
    }
}
