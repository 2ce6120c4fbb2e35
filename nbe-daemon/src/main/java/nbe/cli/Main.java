package nbe.cli;

import java.io.IOException;
import nbe.log.Logging;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The program {@code nbe}: the only place that ends the process. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger("main");

    private Main() {}

    /** Runs one command and ends the process with its exit status (contract section 1). */
    public static void main(String[] args) {
        // Before Netty is loaded: its way into sun.misc.Unsafe makes newer JVMs print warnings of their own. A runtime
        // that is started so that it prints none says false.
        if (System.getProperty("io.netty.noUnsafe") == null) {
            System.setProperty("io.netty.noUnsafe", "true");
        }
        // Else Netty looks through the network cards for a number of its own, and warns where a machine has none yet.
        // The number stands in the names of channels only.
        System.setProperty("io.netty.machineId", "02:00:00:00:00:01");
        System.setProperty("java.awt.headless", "true");
        Logging.bootstrap();
        int status = ExitStatus.FAILURE;
        try {
            status = commandLine().execute(args);
        } catch (Error e) { // a class that is gone, no memory: what is left is to say so
            LoggerFactory.getLogger("main").error("this program cannot go on", e);
        } finally {
            end(status);
        }
    }

    /** Whatever fails on the way, the process ends. */
    private static void end(int status) {
        try {
            System.out.flush();
            System.err.flush();
            Logging.close();
        } finally {
            // Not exit(): what is to be done was done, and libraries' shutdown hooks can hang.
            Runtime.getRuntime().halt(status);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new NbeCommand())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    LoggerFactory.getLogger("main").error("a fault of this program", failure);
                    return ExitStatus.FAILURE;
                })
                .setExecutionStrategy(Main::withNativeLibraries)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Runs what was parsed, with the native libraries if it is a command that needs them. */
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
