package nbe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import nbe.base.Printable;
import nbe.cli.process.AsService;
import nbe.cli.process.Clocks;
import nbe.cli.process.ExitStatus;
import nbe.config.ConfigReading;
import nbe.config.Setting;
import nbe.config.Settings;
import nbe.config.Surroundings;
import nbe.doctor.Checks;
import nbe.log.LogSettings;
import nbe.log.Logging;
import nbe.service.ServiceAccount;
import nbe.service.ServiceFailure;
import nbe.support.SupportReport;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code nbe support}: writes a zip for an engineer. */
@Command(
        name = "support",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Writes a zip to send to an engineer: versions, effective configuration, service, the findings of 'nbe doctor',"
                        + " the log, and from the running daemon its status, its recent traffic and a scan of 5 s. UIDs and secrets"
                        + " are masked; it is plain text: read it before you send it. The daemon runs on.",
        footer = {
            "",
            "Run it as root or administrator. Members of the service's group can ask the",
            "daemon as well, but may not read its log.",
            "Exit status: 0 written, 1 it could not be written.",
            "",
            "Example: sudo nbe support --output /tmp/line-3.zip"
        })
final class SupportCommand implements Callable<Integer>, NeedsNativeLibraries {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The zip (default: nbe-support-ID-TIME.zip in the current directory).")
    private Path output;

    @ParentCommand
    private NbeCommand nbe;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        ConfigOptions both = options.orElse(nbe.options());
        ConfigReading reading = Configuration.read(both);
        Settings settings = reading.settings().orElseGet(() -> Settings.defaults(Surroundings.ofThisProcess()));
        // The parts say what is wrong; --verbose logs how it was found.
        Logging.configure(LogSettings.toStandardError(Level.ERROR), both.verbose());
        Instant now = InstantSource.system().instant();
        SupportReport report = new SupportReport(now, this::print);
        report.addVersions(versions(now));
        report.addConfiguration(reading);
        report.addService();
        try (DaemonAtWork daemon = DaemonAtWork.of(both, reading)) {
            if (daemon.client().isPresent()) {
                report.addRunning(daemon.client().get());
            } else {
                report.addNotRunning(daemon.whyNot());
            }
            report.addLog(settings);
            if (reading.settings().isPresent()) {
                addFindings(report, new Checks(settings, Clocks.MONOTONIC, InstantSource.system()), daemon, both);
            }
        }
        Path zip = output != null
                ? output
                : Path.of("nbe-support-" + settings.value(Setting.ENDPOINT_ID).replaceAll("[^A-Za-z0-9._-]", "_") + "-"
                        + STAMP.format(now) + ".zip");
        try {
            report.write(zip, now);
            print("");
            print(zip.toAbsolutePath() + ": " + Files.size(zip) / 1000
                    + " kB. Please read it before you send it; README.txt in it says what was masked.");
            return ExitStatus.OK;
        } catch (IOException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("the zip cannot be written: " + e + "; --output sets another path");
            err.flush();
            return ExitStatus.FAILURE;
        }
    }

    /** Runs the checks with the rights of the service, as {@code nbe doctor} does. */
    private void addFindings(SupportReport report, Checks checks, DaemonAtWork daemon, ConfigOptions both)
            throws InterruptedException {
        Optional<ServiceAccount> service = ServiceAccount.ofThisMachine().filter(AsService::isNeeded);
        if (service.isPresent()) {
            try {
                List<String> arguments = new ArrayList<>(List.of("doctor"));
                both.config().ifPresent(file -> arguments.addAll(List.of("-c", file.toString())));
                StringBuilder text = new StringBuilder();
                AsService.run(
                        service.get(),
                        spec.root().commandLine().getParseResult().originalArgs(),
                        arguments,
                        false,
                        line -> text.append(line).append('\n'));
                report.addFindings(service.get().user(), text.toString());
                return;
            } catch (ServiceFailure e) {
                print("doctor        as " + ServiceAccount.own() + ": "
                        + Printable.line(String.valueOf(e.getMessage())));
            }
        }
        report.addFindings(
                daemon.client().isPresent()
                        ? checks.ofRunning(
                                daemon.status().get(), daemon.client().get().socket())
                        : checks.ofParts());
    }

    private static List<String> versions(Instant now) {
        return List.of(
                "nbe " + Version.number(),
                "Java " + Runtime.version() + ", " + System.getProperty("java.vendor") + ", "
                        + System.getProperty("java.home"),
                Version.platform(),
                "user " + System.getProperty("user.name") + ", processors "
                        + Runtime.getRuntime().availableProcessors(),
                "time " + now + ", zone " + ZoneId.systemDefault());
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
