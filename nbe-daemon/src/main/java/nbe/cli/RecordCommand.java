package nbe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import nbe.cli.process.Clocks;
import nbe.cli.process.ExitStatus;
import nbe.cli.process.StopSignals;
import nbe.cli.process.Terminal;
import nbe.cli.record.DaemonSource;
import nbe.cli.record.DongleSource;
import nbe.cli.record.RecordingSession;
import nbe.cli.record.RecordingSource;
import nbe.config.ConfigReading;
import nbe.config.Settings;
import nbe.log.LogSettings;
import nbe.log.Logging;
import nbe.tap.BandAddress;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code nbe record}: writes the sightings of the adapters to a file. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Writes every sighting of a band as CSV, until SIGTERM or Ctrl-C, for 'nbe replay' and"
                + " 'nbe evaluate'. At a terminal each line typed becomes a mark; Enter alone marks a tap. Where the daemon"
                + " runs, the sightings are its own, and it runs on; else the dongle is opened here.",
        footer = {
            "",
            "Exit status: 0 fine, 1 no adapter could be used or the file cannot be written, 78 bad configuration.",
            "",
            "Examples:",
            "  nbe record --out desk-4.csv --band C2:FA:D7:F0:D7:96",
            "                                         press Enter at each tap",
            "  nbe record --for 3600 --out quiet.csv  an hour in which nobody taps"
        })
final class RecordCommand implements Callable<Integer>, NeedsNativeLibraries {
    private static final int LONGEST_SECONDS = 864_000;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "A new file; an existing one is not changed. Without it: standard output.")
    private Path file;

    @Option(names = "--for", paramLabel = "SECONDS", description = "End after so many seconds, 1 to 864000.")
    private Integer seconds;

    @Option(names = "--band", paramLabel = "ADDRESS", description = "Record only this band.")
    private String band;

    @Option(names = "--marks", description = "Make marks of the lines of standard input even if it is no terminal.")
    private boolean marks;

    @Option(
            names = "--label",
            paramLabel = "TEXT",
            defaultValue = "tap",
            description = "The mark of an empty line (default: tap).")
    private String label;

    @ParentCommand
    private NbeCommand nbe;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (seconds != null && (seconds < 1 || seconds > LONGEST_SECONDS)) {
            throw new ParameterException(spec.commandLine(), "--for is " + seconds + ", allowed: 1 to 864000");
        }
        Optional<BandAddress> only = only();
        ConfigOptions both = options.orElse(nbe.options());
        ConfigReading reading = Configuration.read(both);
        Optional<Settings> settings = Configuration.orPrintProblems(reading, spec.commandLine());
        if (settings.isEmpty()) {
            return ExitStatus.CONFIGURATION;
        }
        Logging.configure(LogSettings.toStandardError(Level.WARN), both.verbose());
        StopSignals stop = StopSignals.installQuietly();
        try (Writer out = open();
                DaemonAtWork daemon = DaemonAtWork.of(both, reading)) {
            return record(settings.get(), only, out, daemon, stop) ? ExitStatus.OK : ExitStatus.FAILURE;
        } catch (FileAlreadyExistsException e) {
            return fail(file + " exists and is left as it is; name another file");
        } catch (IOException e) {
            return fail("the recording cannot be written: " + e);
        }
    }

    private boolean record(
            Settings settings, Optional<BandAddress> only, Writer out, DaemonAtWork daemon, StopSignals stop)
            throws IOException, InterruptedException {
        boolean terminal = Terminal.isThere();
        PrintWriter err = spec.commandLine().getErr();
        RecordingSession session =
                new RecordingSession(settings, only, out, err, Clocks.MONOTONIC, InstantSource.system());
        RecordingSource source = daemon.client().isPresent()
                ? new DaemonSource(daemon.client().get(), daemon.status().get(), Clocks.MONOTONIC)
                : new DongleSource(settings, Clocks.MONOTONIC, InstantSource.system());
        if (marks || terminal) {
            session.markLinesOf(System.in, label);
        }
        boolean whole =
                session.run(source, Version.number(), stop, Optional.ofNullable(seconds), terminal && file != null);
        if (!session.hasScanned()) {
            err.println("no adapter could be used; 'nbe doctor' says why"
                    + (daemon.client().isPresent() ? "" : " (" + daemon.whyNot() + ")"));
            err.flush();
        }
        return whole;
    }

    private Optional<BandAddress> only() {
        try {
            return Optional.ofNullable(band).map(BandAddress::parse);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--band: " + e.getMessage(), e);
        }
    }

    private Writer open() throws IOException {
        return file == null
                ? spec.commandLine().getOut()
                : Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    }

    private int fail(String what) {
        spec.commandLine().getErr().println(what);
        spec.commandLine().getErr().flush();
        return ExitStatus.FAILURE;
    }
}
