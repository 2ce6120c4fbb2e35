package nbe.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import nbe.base.Finding;
import nbe.base.Finding.Grade;
import nbe.cli.process.AsService;
import nbe.cli.process.Clocks;
import nbe.cli.process.ExitStatus;
import nbe.config.ConfigReading;
import nbe.config.Settings;
import nbe.doctor.Check;
import nbe.doctor.Checks;
import nbe.log.LogSettings;
import nbe.log.Logging;
import nbe.service.ServiceAccount;
import nbe.service.ServiceFailure;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code nbe doctor}: probes adapter, readers and agent one after another. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Probes adapter, readers and agent one after another, and prints each finding in a line, with the"
                + " remedy. If the service is installed, root probes with the rights of the service's account. While the"
                + " daemon runs, it holds the dongle: then doctor reports that and does not probe the dongle.",
        footer = {
            "",
            "Exit status: 0 fine (warnings included), 1 something is wrong, 78 bad configuration.",
            "",
            "Example: nbe doctor -c /etc/nbe/nbe.toml"
        })
final class DoctorCommand implements Callable<Integer>, NeedsNativeLibraries {
    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @ParentCommand
    private NbeCommand nbe;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Optional<ServiceAccount> service = ServiceAccount.ofThisMachine();
        if (service.filter(AsService::isNeeded).isPresent()) {
            try {
                List<String> arguments =
                        spec.root().commandLine().getParseResult().originalArgs();
                boolean colours = spec.commandLine().getColorScheme().ansi().enabled();
                return AsService.run(service.get(), arguments, arguments, colours, this::printLine);
            } catch (ServiceFailure e) {
                print(Finding.warning(
                        "account",
                        "root, who may do more than " + service.get().user()
                                + ", the service's account; what follows could not" + " be probed with its rights: "
                                + e.getMessage()));
                return probe(Optional.empty());
            }
        }
        Optional<ServiceAccount> other =
                service.filter(account -> !account.user().equals(ServiceAccount.own()));
        print(account(service, other));
        return probe(other);
    }

    static Finding account(Optional<ServiceAccount> service, Optional<ServiceAccount> other) {
        String own = ServiceAccount.own();
        if (other.isPresent()) {
            return Finding.warning(
                    "account",
                    own + "; the service runs as " + other.get().user() + " and may have other rights",
                    "`sudo nbe doctor` probes with those of the service");
        }
        return Finding.ok("account", service.isPresent() ? own + ", the service's" : own + "; no service is installed");
    }

    /** @param service the service's account, if this process has other rights */
    private int probe(Optional<ServiceAccount> service) throws InterruptedException {
        ConfigOptions both = options.orElse(nbe.options());
        ConfigReading reading = Configuration.read(both);
        PrintWriter err = spec.commandLine().getErr();
        if (reading.settings().isEmpty()) {
            reading.errors().forEach(err::println);
            err.flush();
            return ExitStatus.CONFIGURATION;
        }
        Settings settings = reading.settings().get();
        // The findings say what is wrong; --verbose logs how they were found.
        Logging.configure(LogSettings.toStandardError(Level.ERROR), both.verbose());
        reading.warnings().forEach(warning -> print(Finding.warning("configuration", warning.toString())));
        print(Finding.ok(
                "configuration", reading.file().map(file -> file + " is fine").orElse("no file, the defaults count")));
        return examine(Checks.of(settings, Clocks.MONOTONIC, InstantSource.system()), service);
    }

    private int examine(List<Check> checks, Optional<ServiceAccount> service) throws InterruptedException {
        boolean wrong = false;
        for (Check check : checks) {
            for (Finding found : check.run()) {
                Finding finding = found.ofRights() && service.isPresent() ? withoutRights(found, service.get()) : found;
                print(finding);
                wrong |= finding.grade() == Grade.WRONG;
            }
        }
        return wrong ? ExitStatus.FAILURE : ExitStatus.OK;
    }

    /** A right that this account lacks is no fault of the service. */
    static Finding withoutRights(Finding found, ServiceAccount service) {
        return Finding.warning(
                found.subject(),
                ServiceAccount.own() + " cannot probe it: " + found.text(),
                "`sudo nbe doctor` probes with the rights of " + service.user() + ", the service's account");
    }

    private void printLine(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private void print(Finding finding) {
        Ansi ansi = spec.commandLine().getColorScheme().ansi();
        String colour = switch (finding.grade()) {
            case OK -> "green";
            case WARNING -> "yellow";
            case WRONG -> "red,bold";
        };
        printLine(finding.line(grade -> ansi.string("@|" + colour + " " + grade + "|@")));
    }
}
